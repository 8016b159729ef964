import { cli } from './cli.ts'
import { commands } from './commands.ts'
import { config } from './config.ts'
import { console } from './console.ts'
import { errors } from './errors.ts'
import { log } from './log.ts'
import { sanctions } from './sanctions.ts'
import { serve } from './serve.ts'
import { settings } from './settings.ts'

export const en = { cli, commands, config, console, errors, log, sanctions, serve, settings } as const
