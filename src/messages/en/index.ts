import { cli } from './cli.ts'
import { errors } from './errors.ts'
import { log } from './log.ts'
import { sanctions } from './sanctions.ts'

export const en = { cli, errors, log, sanctions } as const
