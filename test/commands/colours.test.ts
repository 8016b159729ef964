import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { shownCommands } from '../docs/commands.ts'
import { Daemon } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { noTerminal, Terminal } from '../helpers/terminal.ts'
import { type Outcome, runCommand } from './run-command.ts'

const ESCAPE = '\u001b'
const hasEscapes = ({ stdout, stderr }: Outcome) => (stdout + stderr).includes(ESCAPE)

/** A way to call each command that comes to an end by itself and says something. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'backup create': ['--to', 'kept', '--unit', 'none-such'],
  'backup list': ['--from', 'kept', '--unit', 'none-such'],
  'backup restore': ['none.tar.gz', '--unit', 'none-such'],
  'backup verify': ['none.tar.gz', '--unit', 'none-such'],
  ban: ['203.0.113.7', '--for', '1h'],
  bans: [],
  bench: ['--clients', 'none'],
  chat: ['127.0.0.1:1', '--no-reconnect'],
  completion: ['bash'],
  'config check': [],
  'config diff': [],
  'config get': ['server.port'],
  'config init': ['made.json', '--no-password'],
  'config schema': [],
  'config set': ['server.port', 'high'],
  'config show': [],
  console: [],
  'debug cpu': ['--for', 'none'],
  'debug handles': ['--out', 'handles.json'],
  'debug heap': ['--out', '/none/such.heapsnapshot'],
  doctor: ['config'],
  'doctor undo': ['--unit', 'none-such'],
  explain: ['EADDRINUSE'],
  files: [],
  gmute: [],
  kick: ['203.0.113.7'],
  loglevel: [],
  logs: ['--no-journal'],
  'logs clear': ['--no-copy', '--yes=destructive'],
  'logs rotate': [],
  mute: ['203.0.113.8'],
  mutes: [],
  passwd: ['--stdin'],
  ping: ['127.0.0.1', '--count', '1'],
  ports: ['--unit', 'none-such'],
  reload: [],
  rename: ['203.0.113.7', 'bob'],
  report: ['--since', '10m'],
  'report diff': ['none.tar.gz', 'none.tar.gz'],
  save: [],
  say: ['hello'],
  serve: ['--check-config'],
  'service install': ['--dry-run'],
  'service restart': ['--unit', 'none-such'],
  'service start': ['--unit', 'none-such'],
  'service status': ['--unit', 'none-such'],
  'service stop': ['--unit', 'none-such'],
  'service uninstall': ['--dry-run'],
  status: [],
  top: ['--once'],
  unban: ['203.0.113.7'],
  ungmute: [],
  unmute: ['203.0.113.8'],
  users: [],
}

/** Commands that speak of one thing at a time in the colour of the terminal: only their failures have another. */
const PLAIN: readonly string[] = []
