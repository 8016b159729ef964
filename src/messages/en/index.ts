import { cli } from './cli.ts'
import { errors } from './errors.ts'

export const en = { cli, errors } as const
