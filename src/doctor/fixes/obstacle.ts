import type { Host } from '../../host/host.ts'
import type { Change } from './change.ts'
import type { Obstacle } from './effect.ts'
import { effectOf } from './effects.ts'
import { problemText } from './problem.ts'

/** The first reason why this user cannot make these changes; null where nothing is in the way. */
export async function obstacleTo(changes: readonly Change[], host: Host): Promise<Obstacle | null> {
  for (const change of changes) {
    try {
      const obstacle = await effectOf(change).obstacle(change as never, host)
      if (obstacle !== null) return obstacle
    } catch (error) {
      return { needsRoot: false, text: problemText(error) }
    }
  }
  return null
}
