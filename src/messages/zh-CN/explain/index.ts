import { cards } from './cards.ts'
import { codes } from './codes.ts'
import { config } from './config.ts'
import { connecting } from './connecting.ts'
import { console } from './console.ts'
import { control } from './control.ts'
import { door } from './door.ts'
import { ending } from './ending.ts'
import { files } from './files.ts'
import { handsOn } from './hands-on.ts'
import { host } from './host.ts'
import { installing } from './installing.ts'
import { listening } from './listening.ts'
import { lists } from './lists.ts'
import { maintenance } from './maintenance.ts'
import { packets } from './packets.ts'
import { passwords } from './passwords.ts'
import { python } from './python.ts'
import { room } from './room.ts'
import { service } from './service.ts'
import { starting } from './starting.ts'
import { storage } from './storage.ts'
import { typing } from './typing.ts'

export const topics = {
  ...starting,
  ...service,
  ...installing,
  ...ending,
  ...control,
  ...config,
  ...passwords,
  ...console,
  ...listening,
  ...cards,
  ...connecting,
  ...door,
  ...room,
  ...packets,
  ...files,
  ...lists,
  ...storage,
  ...host,
  ...maintenance,
  ...handsOn,
  ...python,
  ...typing,
  ...codes,
}
