import { cli } from './cli.ts'
import { errors } from './errors.ts'
import { sanctions } from './sanctions.ts'

export const en = { cli, errors, sanctions } as const
