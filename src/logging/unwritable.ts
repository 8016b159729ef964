import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { ForeignLinkError } from '../store/write-place.ts'

/** A path for a POSIX shell: bare where nothing needs quoting. */
const quoted = (path: string) => (/^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)

/** `name:group` of the account that runs this, as chown takes it. */
function owner(): string {
  try {
    const { username, gid } = userInfo()
    const group = new RegExp(`^([^:\\n]+):[^:\\n]*:${gid}:`, 'm').exec(readFileSync('/etc/group', 'utf8'))
    return `${username}:${group?.[1] ?? gid}`
  } catch {
    return `${process.getuid?.() ?? ''}:${process.getgid?.() ?? ''}`
  }
}

/**
 * The error for a log that cannot be opened at the start, with the guide's commands (startup problem 2, cause 2: mkdir,
 * chown, chmod) for the account that runs this; a file that is already there needs the right owner too.
 */
export function unwritable(path: string, error: NodeJS.ErrnoException): ChatctlError {
  // ENXIO is a pipe that nobody reads.
  if (['EISDIR', 'ENOTDIR', 'EEXIST', 'ENXIO'].includes(error.code ?? '')) {
    return new ChatctlError('log/not-a-file', { file: path }, { cause: error })
  }
  if (error instanceof ForeignLinkError) {
    // The usual advice would give away what the link leads to.
    const values = {
      file: path,
      detail: 'ELOOP',
      commands: `ls -l ${quoted(path)} && sudo rm ${quoted(path)}`,
    }
    return new ChatctlError('log/unwritable', values, { cause: error })
  }
  const folder = quoted(dirname(path))
  const commands = [
    `sudo mkdir -p ${folder}`,
    `sudo chown ${owner()} ${folder}`,
    `sudo chmod 750 ${folder}`,
    ...(exists(path) ? [`sudo chown ${owner()} ${quoted(path)}`, `sudo chmod 640 ${quoted(path)}`] : []),
  ]
  const values = { file: path, detail: error.code ?? error.message, commands: commands.join(' && ') }
  return new ChatctlError('log/unwritable', values, { cause: error })
}

function exists(path: string): boolean {
  try {
    statSync(path)
    return true
  } catch {
    return false
  }
}
