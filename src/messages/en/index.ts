import { cli } from './cli.ts'
import { config } from './config.ts'
import { errors } from './errors.ts'
import { log } from './log.ts'
import { sanctions } from './sanctions.ts'

export const en = { cli, config, errors, log, sanctions } as const
