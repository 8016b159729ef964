import { escaped } from './launchd-text.ts'
import type { ProgramPaths } from './unit-text.ts'

/** Where the files of the server lie. */
const BASE = 'C:\\ProgramData\\chatserver'

/** A configuration for WinSW, which runs any program as a service of Windows. */
export function windowsText({ node, script }: ProgramPaths): string {
  const quoted = (path: string) => escaped(`"${path}"`)
  return `<!-- Save as chatserver.xml beside WinSW.exe renamed to chatserver.exe, then as administrator: chatserver.exe install, chatserver.exe start -->
<service>
  <id>chatserver</id>
  <name>Chat server (chatctl)</name>
  <description>Group chat server</description>
  <executable>${escaped(node)}</executable>
  <arguments>${quoted(script)} serve --config ${quoted(`${BASE}\\config.json`)}</arguments>
  <workingdirectory>${escaped(BASE)}</workingdirectory>
  <serviceaccount>
    <username>NT AUTHORITY\\LocalService</username>
  </serviceaccount>
  <startmode>Automatic</startmode>
  <onfailure action="restart" delay="5 sec"/>
  <onfailure action="restart" delay="30 sec"/>
  <onfailure action="none"/>
  <resetfailure>10 min</resetfailure>
  <stoptimeout>20 sec</stoptimeout>
  <logpath>${escaped(`${BASE}\\logs`)}</logpath>
  <log mode="roll-by-size"/>
</service>
`
}
