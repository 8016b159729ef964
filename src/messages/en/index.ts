import { backup } from './backup.ts'
import { bench } from './bench.ts'
import { capture } from './capture.ts'
import { chat } from './chat.ts'
import { checks } from './checks/index.ts'
import { cli } from './cli.ts'
import { commands } from './commands.ts'
import { completion } from './completion.ts'
import { config } from './config.ts'
import { configure } from './configure.ts'
import { console } from './console.ts'
import { debug } from './debug.ts'
import { doctor } from './doctor.ts'
import { errors } from './errors.ts'
import { explain } from './explain.ts'
import { fixes } from './fixes.ts'
import { log } from './log.ts'
import { logs } from './logs.ts'
import { migrate } from './migrate.ts'
import { monitor } from './monitor.ts'
import { passwd } from './passwd.ts'
import { ping } from './ping.ts'
import { ports } from './ports.ts'
import { report } from './report.ts'
import { sanctions } from './sanctions.ts'
import { serve } from './serve.ts'
import { service } from './service.ts'
import { settings } from './settings.ts'
import { top } from './top.ts'

export const en = {
  bench,
  backup,
  capture,
  chat,
  checks,
  cli,
  commands,
  completion,
  config,
  configure,
  console,
  debug,
  doctor,
  errors,
  explain,
  fixes,
  log,
  passwd,
  migrate,
  monitor,
  ping,
  ports,
  report,
  logs,
  sanctions,
  serve,
  service,
  settings,
  top,
} as const
