import type { Scene } from './scene.ts'
import { CONNECT_SCENES } from './scenes/connect.ts'
import { ROOM_SCENES } from './scenes/room.ts'
import { START_SCENES } from './scenes/start.ts'
import { UPKEEP_SCENES } from './scenes/upkeep.ts'

/** Every answer of the guide. */
export const SCENES: readonly Scene[] = [...START_SCENES, ...CONNECT_SCENES, ...ROOM_SCENES, ...UPKEEP_SCENES]
