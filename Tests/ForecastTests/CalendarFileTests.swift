import Testing

struct CalendarFileTests {}
