import { once } from 'node:events'
import { mkdtempSync, readlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { figure, spread } from '../figures.ts'
import { alternate, ratio, summary } from '../measure.ts'
import { launch } from '../processes.ts'
import { startServer } from '../servers.ts'
import type { Suite } from '../suite.ts'

const RUN = resolve(import.meta.dirname, '../../../bin/run.js')
const RUNS_PER_ROUND = 3
const MOST_MS = 1000
const MOST_HANGING_MS = 10_000

/** The guide's own script under "收集诊断信息", to the letter but for the port and the paths. */
const script = (port: number, folder: string) => `#!/bin/bash
echo "=== 系统信息 ==="
uname -a
python3 --version
echo -e "\\n=== 服务状态 ==="
systemctl status chatserver
echo -e "\\n=== 端口监听 ==="
netstat -tuln | grep ${port}
echo -e "\\n=== 进程信息 ==="
ps aux | grep Server.py
echo -e "\\n=== 最近日志 ==="
tail -50 ${folder}/server.log
echo -e "\\n=== 配置文件 ==="
cat ${folder}/config.json
echo -e "\\n=== 磁盘空间 ==="
df -h
echo -e "\\n=== 内存使用 ==="
free -h
echo -e "\\n=== 网络连接 ==="
netstat -an | grep :${port} | wc -l
`

/** Programs that doctor asks, none of which ever answers. */
const TOOLS = ['systemctl', 'journalctl', 'ss', 'timedatectl', 'ufw', 'firewall-cmd', 'nft', 'iptables']

export const doctor: Suite = async (bench) => {
  await using server = await startServer(bench, 'chatctl')
  const folder = readlinkSync(`/proc/${server.pid}/cwd`)
  const own = mkdtempSync(join(bench.folder, 'doctor-'))
  const diagnostic = join(own, 'diagnostic.sh')
  writeFileSync(diagnostic, script(server.port, folder))
  for (const name of TOOLS) writeFileSync(join(own, name), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 })
  const env = { ...process.env, NODE_OPTIONS: undefined, XDG_STATE_HOME: own, XDG_RUNTIME_DIR: folder }
  const hanging = { ...env, PATH: `${own}${delimiter}${process.env.PATH}` }
  const command = [process.execPath, RUN, 'doctor', '--json', '--config', join(folder, 'config.json')]
  const subjects = {
    'chatctl doctor': { argv: command, env },
    'the script of the guide': { argv: ['bash', '-c', `bash ${diagnostic} 2>&1`], env },
    'chatctl doctor, no program answers': { argv: command, env: hanging },
  }
  type Name = keyof typeof subjects
  const names = Object.keys(subjects) as Name[]
  const time = async (name: Name) => {
    const begin = performance.now()
    const child = launch(bench, subjects[name].argv, { folder: own, env: subjects[name].env })
    child.stdout.resume()
    await once(child, 'close')
    return performance.now() - begin
  }
  for (const name of names) await time(name)
  const results = await alternate(names, bench.rounds * RUNS_PER_ROUND, time)
  const whole = summary(results['chatctl doctor']).median
  const stuck = summary(results['chatctl doctor, no program answers']).median
  return {
    title: 'Doctor',
    how: 'Every check, the canary included, on a healthy server in a folder of its own, from starting the process to its end; in turn with the shell script that the troubleshooting guide tells people to run, which collects and judges nothing. A program that this machine lacks costs that script no time.',
    head: ['what', 'ms', 'of the script'],
    rows: names.map((name) => [
      name,
      spread(summary(results[name]), 0),
      spread(ratio(results[name], results['the script of the guide']), 2),
    ]),
    aims: [
      {
        what: 'a full doctor on a healthy host',
        wanted: `less than ${MOST_MS} ms`,
        measured: `${figure(whole, 0)} ms`,
        holds: whole < MOST_MS,
      },
      {
        what: 'a full doctor when everything hangs',
        wanted: `at most ${MOST_HANGING_MS} ms`,
        measured: `${figure(stuck, 0)} ms`,
        holds: stuck <= MOST_HANGING_MS,
      },
    ],
  }
}
