import { chat } from './chat.ts'
import { config } from './config.ts'
import { host } from './host.ts'
import { maintenance } from './maintenance.ts'
import { network } from './network.ts'
import { runtime } from './runtime.ts'
import { security } from './security.ts'
import { service } from './service.ts'
import { storage } from './storage.ts'

export const checks = {
  ...chat,
  ...config,
  ...host,
  ...maintenance,
  ...network,
  ...runtime,
  ...security,
  ...service,
  ...storage,
} as const
