import { config } from './config.ts'

export const checks = { ...config } as const
