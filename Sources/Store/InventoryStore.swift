package typealias InventoryStore = Store
