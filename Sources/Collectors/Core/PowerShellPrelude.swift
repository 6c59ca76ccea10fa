/// The part of the PowerShell script that is the same for all platforms: words that probes use, time limits, frames.
///
/// Written for PowerShell 2.0 (Windows Server 2008 R2) to 7. Pure ASCII, so that no code page of the input matters;
/// everything printed is ASCII too, because ``words`` write the rest as `\u` escapes. Each probe runs in a runspace
/// beside the main one, the only way to give up a WMI query that hangs; the process is ended at the end for the same
/// reason.
enum PowerShellPrelude {
    /// Defined in the runspace of each probe. `Show` prints one JSON object a line; PowerShell 2.0 cannot by itself.
    static let words = #"""
        $ErrorActionPreference = 'Continue'
        $ProgressPreference = 'SilentlyContinue'
        $WarningPreference = 'SilentlyContinue'

        function Quote($value) {
            if ($null -eq $value) { return 'null' }
            if ($value -is [datetime]) {
                $utc = $value.ToUniversalTime()
                $value = $utc.ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
            }
            if ($value -is [array]) { $value = [string]::Join(' ', [string[]]$value) }
            $text = [string]$value
            if ($text.Length -gt 4096) { $text = $text.Substring(0, 4096) }
            $escaped = [regex]::Replace($text, '[^\x20\x21\x23-\x5b\x5d-\x7e]', {
                param($match) '\u{0:x4}' -f [int][char]$match.Value
            })
            '"' + $escaped + '"'
        }

        # Prints the named properties of an object.
        function Show($item, [string[]]$names) {
            $fields = foreach ($name in $names) { '"' + $name + '":' + (Quote ($item.$name)) }
            '{' + [string]::Join(',', [string[]]@($fields)) + '}'
        }

        # Prints the named values of a registry key, or nothing when the key does not exist.
        function ShowKey($path, [string[]]$names) {
            $key = Get-Item -LiteralPath "Registry::$path" -ErrorAction SilentlyContinue
            if ($null -eq $key) { return }
            $fields = foreach ($name in $names) { '"' + $name + '":' + (Quote ($key.GetValue($name))) }
            '{"Key":' + (Quote $path) + ',' + [string]::Join(',', [string[]]@($fields)) + '}'
            $key.Close()
        }

        # Instances of a WMI class; Get-WmiObject went with PowerShell 6, Get-CimInstance came with 3.
        function Wmi($class, $space = 'root\cimv2') {
            if (Get-Command Get-CimInstance -ErrorAction SilentlyContinue) {
                Get-CimInstance -Namespace $space -ClassName $class
            } else {
                Get-WmiObject -Namespace $space -Class $class
            }
        }
        """#

    static let start = #"""
        # Reeve asks what this host is and runs. It reads only: no file is written, nothing is fetched, nothing stays.
        # The line before this one gives $reeve_nonce, a word that marks our frames, and $reeve_longest, seconds.

        . ([ScriptBlock]::Create($reeve_words))
        $reeve_watch = [Diagnostics.Stopwatch]::StartNew()

        function Reeve-Clock {
            $reeve_watch.Elapsed.TotalSeconds.ToString('F2', [Globalization.CultureInfo]::InvariantCulture)
        }

        function Reeve-Runspace {
            $space = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace()
            $space.Open()
            $shell = [Management.Automation.PowerShell]::Create()
            $shell.Runspace = $space
            [void]$shell.AddScript($reeve_words)
            [void]$shell.Invoke()
            $shell.Dispose()
            $space
        }

        # 121 tells that rights are missing, 127 that a command is, 1 everything else.
        function Reeve-Status($record) {
            if ($record.CategoryInfo.Category -eq 'PermissionDenied') { return 121 }
            $cause = $record.Exception
            while ($null -ne $cause) {
                $kind = $cause.GetType().Name
                if ($kind -eq 'UnauthorizedAccessException' -or $kind -eq 'SecurityException') { return 121 }
                if ($kind -eq 'CommandNotFoundException') { return 127 }
                $cause = $cause.InnerException
            }
            1
        }

        function Reeve-Probe($id, $seconds, $bytes, $text) {
            if ($reeve_watch.Elapsed.TotalSeconds -gt 300) { return }
            if ($seconds -gt $reeve_longest) { $seconds = $reeve_longest }
            [Console]::Out.Write("`n@$reeve_nonce begin $id $bytes $(Reeve-Clock)`n")
            [Console]::Error.Write("`n@$reeve_nonce begin $id`n")
            $status = 0
            $lines = @()
            $said = @()
            $shell = [Management.Automation.PowerShell]::Create()
            $shell.Runspace = $reeve_state.space
            [void]$shell.AddScript($text)
            try {
                $running = $shell.BeginInvoke()
                if ($running.AsyncWaitHandle.WaitOne($seconds * 1000, $false)) {
                    $lines = @($shell.EndInvoke($running))
                    $said = @($shell.Streams.Error)
                    if ($lines.Count -eq 0 -and $said.Count -gt 0) { $status = Reeve-Status ($said[0]) }
                    $shell.Dispose()
                } else {
                    $status = 124
                    [void]$shell.BeginStop($null, $null)
                    $reeve_state.space = Reeve-Runspace
                }
            } catch {
                $said = @($_)
                $status = Reeve-Status $_
            }
            $answer = [string]::Join("`n", [string[]]$lines)
            if ($answer.Length -gt $bytes) { $answer = $answer.Substring(0, $bytes + 1) }
            [Console]::Out.Write($answer)
            foreach ($record in @($said | Select-Object -First 5)) {
                [Console]::Error.Write((Quote "$record") + "`n")
            }
            [Console]::Error.Write("`n@$reeve_nonce status $id $status`n")
            [Console]::Out.Write("`n@$reeve_nonce end $id $status $(Reeve-Clock)`n")
            [Console]::Out.Flush()
        }

        $reeve_state = @{ space = (Reeve-Runspace) }
        Reeve-Probe 'host' 10 4096 @'
        "Windows $([Environment]::OSVersion.Version) $env:PROCESSOR_ARCHITECTURE"
        "shell powershell $($PSVersionTable.PSVersion)"
        '@
        """#

    static let end = #"""
        [Console]::Error.Write("`n@$reeve_nonce done`n")
        [Console]::Out.Write("`n@$reeve_nonce done`n")
        [Console]::Out.Flush()
        [Environment]::Exit(0)
        """#
}
