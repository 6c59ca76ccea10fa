/// The files of a Windows host that tell of a product which the registry does not, by patterns of `Get-Item`. One row
/// for each place: nothing is searched for below it.
///
/// `{programs}` stands for each folder of programs, `{windows}` for that of Windows, `{system}` for its drive.
enum WindowsFilesTable {
    static let patterns = [
        // Engines and servers of Microsoft whose uninstall entry does not tell the patch.
        #"{programs}\Microsoft SQL Server\*\MSSQL\Binn\sqlservr.exe"#,
        #"{programs}\Microsoft\Exchange Server\*\bin\ExSetup.exe"#,
        #"{programs}\Common Files\microsoft shared\Web Server Extensions\*\ISAPI\Microsoft.SharePoint.dll"#,
        #"{programs}\PowerShell\*\pwsh.exe"#,
        #"{programs}\dotnet\shared\Microsoft.*App\*"#,
        #"{programs}\Microsoft Visual Studio*\Common7\IDE\devenv.exe"#,
        #"{programs}\Microsoft Visual Studio\*\*\Common7\IDE\devenv.exe"#,
        // What is unpacked rather than installed.
        #"{programs}\PuTTY\putty.exe"#,
        #"{system}\Tools\putty.exe"#,
        #"{system}\Apache*\bin\httpd.exe"#,
        #"{programs}\Apache*\bin\httpd.exe"#,
        #"{programs}\Apache Software Foundation\Apache*\bin\httpd.exe"#,
        #"{system}\xampp\apache\bin\httpd.exe"#,
        #"{system}\wamp*\bin\apache\*\bin\httpd.exe"#,
        #"{system}\PHP*\php.exe"#,
        #"{programs}\PHP\php.exe"#,
        #"{programs}\PHP\*\php.exe"#,
        #"{system}\xampp\php\php.exe"#,
        #"{system}\wamp*\bin\php\*\php.exe"#,
        #"{system}\ColdFusion*\cfusion\bin\coldfusion.exe"#,
        #"{system}\wildfly-*\jboss-modules.jar"#,
        #"{system}\jboss-*\jboss-modules.jar"#,
        #"{programs}\Atlassian\*\*\WEB-INF\lib\confluence-[0-9]*.jar"#,
        #"{programs}\Atlassian\*\*\WEB-INF\lib\jira-core-[0-9]*.jar"#,
        #"{system}\oracle\product\*\*\bin\oci.dll"#,
        #"{system}\app\*\product\*\*\bin\oci.dll"#,
        // Left by old systems.
        #"{windows}\System32\Macromed\Flash\*.ocx"#,
        #"{windows}\SysWOW64\Macromed\Flash\*.ocx"#,
        #"{windows}\System32\msxml4.dll"#,
        #"{windows}\SysWOW64\msxml4.dll"#,
        #"{windows}\System32\vfp[6-9]*.dll"#,
        #"{windows}\SysWOW64\vfp[6-9]*.dll"#,
        #"{programs}\Common Files\Microsoft Shared\VFP\vfp[6-9]*.dll"#,
        // Web roots, and what their applications bring along.
        #"{system}\inetpub\*\bin\Umbraco.Core.dll"#,
        #"{system}\inetpub\*\*\bin\Umbraco.Core.dll"#,
        #"{system}\inetpub\*\Scripts\jquery-[1-9]*.js"#,
        #"{system}\inetpub\*\*\Scripts\jquery-[1-9]*.js"#,
        #"{system}\inetpub\*\Scripts\angular-1*.js"#,
        #"{programs}\Apache Software Foundation\Tomcat*\webapps\*\WEB-INF\lib\log4j-1*.jar"#,
        #"{programs}\Apache Software Foundation\Tomcat*\webapps\*\WEB-INF\lib\log4j-core-*.jar"#,
        #"{programs}\Apache Software Foundation\Tomcat*\webapps\*\WEB-INF\lib\spring-core-*.jar"#,
    ]
}
