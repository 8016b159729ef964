import { config } from './config.ts'
import { host } from './host.ts'
import { maintenance } from './maintenance.ts'
import { runtime } from './runtime.ts'
import { storage } from './storage.ts'

export const checks = { ...config, ...host, ...maintenance, ...runtime, ...storage } as const
