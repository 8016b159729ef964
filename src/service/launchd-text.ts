import type { ProgramPaths } from './unit-text.ts'

/** Where the files of the server lie. */
const BASE = '/usr/local/var/chatserver'

/** A property list for /Library/LaunchDaemons of macOS. */
export function launchdText({ node, script }: ProgramPaths): string {
  const words = [node, script, 'serve', '--config', `${BASE}/config.json`]
  const strings = words.map((word) => `    <string>${escaped(word)}</string>`).join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- sudo cp this file to /Library/LaunchDaemons/chatserver.plist, then: sudo launchctl bootstrap system /Library/LaunchDaemons/chatserver.plist -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>chatserver</string>
  <key>ProgramArguments</key>
  <array>
${strings}
  </array>
  <key>WorkingDirectory</key>
  <string>${escaped(BASE)}</string>
  <key>UserName</key>
  <string>_chatserver</string>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>10</integer>
  <key>Umask</key>
  <integer>23</integer>
  <key>SoftResourceLimits</key>
  <dict>
    <key>NumberOfFiles</key>
    <integer>65536</integer>
  </dict>
  <key>StandardErrorPath</key>
  <string>${escaped(BASE)}/stderr.log</string>
</dict>
</plist>
`
}

/** Text as XML holds it. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
