import type { TestContext } from 'node:test'
import { PROGRAM } from '../../helpers/program.ts'
import { type BoxOutcome, bootSystemdBox, type SystemdBox } from '../../helpers/systemd-box.ts'
import type { Scene } from './scene.ts'

export type Language = 'en' | 'zh-CN'
export const LANGUAGES: readonly Language[] = ['en', 'zh-CN']

const COLUMNS = '80'
const LOCALE = { en: 'C.UTF-8', 'zh-CN': 'zh_CN.UTF-8' }

/**
 * A network with a laptop at 192.168.1.100 and the server at 192.168.1.10, which the program has installed itself. It is
 * a quiet one, however busy the one is that it runs on.
 */
const INSTALL = `set -e
printf '#!/bin/sh\\nexec ${process.execPath} ${PROGRAM} "$@"\\n' > /usr/local/bin/chatctl
chmod 755 /usr/local/bin/chatctl
ip netns add laptop
ip link add lan0 type veth peer name eth0 netns laptop
ip addr add 192.168.1.10/24 dev lan0
ip link set lan0 up
ip -n laptop addr add 192.168.1.100/24 dev eth0
ip -n laptop link set eth0 up
ip -n laptop link set lo up
printf '0.08 0.03 0.01 1/99 4242\\n' > /root/loadavg
mount --bind /root/loadavg /proc/loadavg
chatctl service install --yes --program copy
systemctl stop chatserver
mkdir /root/good
cp -a /opt/chatserver /root/good/`

/** All as it was after the installation. */
const RESET = `systemctl stop 'person-*' chatserver
journalctl --rotate
rm -f /run/log/journal/*/*@* /var/log/journal/*/*@*
rm -rf /opt/chatserver /etc/systemd/system/chatserver.service.d /var/log/chatserver/* /root/.local/state/chatctl /var/lib/chatctl
cp -a /root/good/chatserver /opt/
export MODULES=$(echo /usr/local/lib/chatctl/chatctl-*/node_modules/@node-rs)
systemctl daemon-reload
systemctl reset-failed chatserver 2>/dev/null
systemctl start chatserver`

/** The machine of the guide. */
export class Machine {
  readonly #box: SystemdBox

  private constructor(box: SystemdBox) {
    this.#box = box
  }

  /** Boots it and installs the server; undefined after skipping the test where there can be none. */
  static async boot(t: TestContext): Promise<Machine | undefined> {
    const box = await bootSystemdBox(t)
    if (box === undefined) return undefined
    await box.ok(['sh', '-c', INSTALL])
    return new Machine(box)
  }

  /** Plays a scene on the healthy machine: what its command prints in each of the languages. */
  async play(scene: Scene, languages: readonly Language[]): Promise<Map<Language, string>> {
    const printed = new Map<Language, string>()
    const rounds = scene.alone ? languages.map((language) => [language]) : [languages]
    for (const round of rounds) {
      await this.#root(`${RESET}\n${scene.fault ?? ''}`)
      const outputs = await Promise.all(round.map((language) => this.#type(scene, language)))
      for (const [index, language] of round.entries()) printed.set(language, outputs[index] ?? '')
      if (scene.release !== undefined) await this.#root(scene.release)
    }
    return printed
  }

  async #type({ command, onLaptop }: Scene, language: Language): Promise<string> {
    const env = { LC_ALL: LOCALE[language], NO_COLOR: '1', COLUMNS, HOME: '/tmp' }
    const words = ['sh', '-c', `cd /tmp && { ${command.replace(/^sudo /, '')}\n} 2>&1`]
    const inside = onLaptop ? ['ip', 'netns', 'exec', 'laptop', ...words] : words
    const user = command.startsWith('sudo ') || onLaptop ? undefined : 'nobody'
    const { stdout } = await this.#box.run(inside, { env, ...(user && { user }) })
    return stdout
  }

  #root(script: string): Promise<BoxOutcome> {
    return this.#box.run(['sh', '-c', script])
  }
}
