import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import type { SystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, typeFixIn } from './box-doctor.ts'
import { inBox } from './box-service.ts'
import { type DoctorRun, resultOf } from './doctor-run.ts'

const WORDS = ['service', 'network', 'storage', 'config', 'host/kernel-settings']
const CONFIG = '/opt/chatserver/config.json'
const UNIT = '/etc/systemd/system/chatserver.service'
const LIBRARY = '/usr/local/lib/systemd/system'
const ARCHIVE = '/etc/letsencrypt/archive/chat.example'
const LIVE = '/etc/letsencrypt/live/chat.example'
const OWN_FOLDERS = '/etc/ssl/private'

/** What systemd refuses after a few failures; the pauses between them are short, so that it does so at once. */
const GIVES_UP = `mkdir -p ${UNIT}.d
printf '[Unit]\\nStartLimitIntervalSec=1h\\nStartLimitBurst=2\\n[Service]\\nRestartSec=50ms\\n' > ${UNIT}.d/limits.conf
systemctl daemon-reload`

const setServer = (json: string) => `sed -i 's#"server": {}#"server": ${json}#' ${CONFIG}`
const tls = (cert: string, key: string) => setServer(JSON.stringify({ tls: { port: 3443, cert, key } }))

interface Fault {
  /** What a shell of the box is told. */
  readonly inject: string
  /** What is found, in the order in which people come to it. */
  readonly finds: readonly CheckId[]
  /** One of the commands that are printed for the first. */
  readonly command: string
  /** Ends well where the cure is for good. */
  readonly lasts?: string
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'an address that is not here, until systemd gives up': {
    inject: `${GIVES_UP}; ${setServer('{"host":"203.0.113.5"}')}; systemctl restart chatserver || true
until systemctl is-failed --quiet chatserver; do sleep 0.1; done`,
    finds: ['network/address-not-here'],
    command: 'systemctl reset-failed chatserver',
  },
  'a certificate as certbot leaves it': {
    inject: `mkdir -p ${ARCHIVE} ${LIVE}
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=chat.example -days 90 -keyout ${ARCHIVE}/privkey1.pem -out ${ARCHIVE}/fullchain1.pem
ln -s ../../archive/chat.example/privkey1.pem ${LIVE}/privkey.pem
ln -s ../../archive/chat.example/fullchain1.pem ${LIVE}/fullchain.pem
chmod 600 ${ARCHIVE}/privkey1.pem; chmod 700 /etc/letsencrypt/archive /etc/letsencrypt/live
${tls(`${LIVE}/fullchain.pem`, `${LIVE}/privkey.pem`)}; systemctl restart chatserver || true`,
    finds: ['network/tls-certificate'],
    command: `chgrp chatserver ${ARCHIVE}/privkey1.pem`,
  },
  'a certificate that a group may read': {
    inject: `groupadd --force --system ssl-cert; mkdir -p ${OWN_FOLDERS}
cp ${ARCHIVE}/*.pem ${OWN_FOLDERS}; chgrp -R ssl-cert ${OWN_FOLDERS}; chmod 710 ${OWN_FOLDERS}; chmod 640 ${OWN_FOLDERS}/*1.pem
${tls(`${OWN_FOLDERS}/fullchain1.pem`, `${OWN_FOLDERS}/privkey1.pem`)}; systemctl restart chatserver || true`,
    finds: ['network/tls-certificate'],
    command: 'usermod -aG ssl-cert chatserver',
  },
  'too few files, set by systemctl edit': {
    inject: `mkdir -p ${UNIT}.d; printf '[Service]\\nLimitNOFILE=100\\n' > ${UNIT}.d/override.conf
systemctl daemon-reload; systemctl restart chatserver`,
    finds: ['service/open-files'],
    command: 'systemctl daemon-reload',
  },
  'a short queue of the kernel, set in every place': {
    inject: `mkdir -p /etc/sysctl.d; echo net.core.somaxconn=40 | tee -a /etc/sysctl.conf /etc/sysctl.d/99-tuning.conf
sysctl -qw net.core.somaxconn=40`,
    finds: ['host/kernel-settings'],
    command: 'sysctl -p /etc/sysctl.d/99-zz-chatserver.conf',
    // The next start of the machine, and those who have all files read again.
    lasts: `for set in /lib/systemd/systemd-sysctl 'sysctl --system'; do sysctl -qw net.core.somaxconn=40; $set >/dev/null 2>&1 || true
test "$(sysctl -n net.core.somaxconn)" = 50; done; sysctl -qw net.core.somaxconn=4096`,
  },
  'a mask until the next start of the machine': {
    inject: `mkdir -p ${LIBRARY}; mv ${UNIT} ${LIBRARY}/
systemctl daemon-reload; systemctl stop chatserver; systemctl mask --runtime chatserver`,
    finds: ['service/masked'],
    command: 'systemctl unmask --runtime chatserver',
  },
  'a user that was deleted, and whose number somebody else has': {
    inject: `systemctl stop chatserver; userdel chatserver; useradd --system newcomer; systemctl start chatserver || true`,
    finds: ['service/user-missing', 'config/unreadable'],
    command: 'useradd --system --no-create-home --shell /usr/sbin/nologin chatserver',
  },
  'a program that may not be run': {
    inject: `printf '#!/bin/sh\\nexec chatctl serve --config ${CONFIG}\\n' > /opt/chat.sh; mkdir -p ${UNIT}.d
printf '[Service]\\nExecStart=\\nExecStart=/opt/chat.sh\\n' > ${UNIT}.d/program.conf
systemctl daemon-reload; systemctl restart chatserver || true`,
    finds: ['service/program-missing'],
    command: 'chmod +x /opt/chat.sh',
  },
  'a disk that is mounted read-only': {
    inject: `systemctl stop chatserver || true; mount -t tmpfs none /var/log/chatserver
chown chatserver:chatserver /var/log/chatserver; mount -o remount,ro /var/log/chatserver; systemctl start chatserver || true`,
    finds: ['storage/read-only'],
    command: 'mount -o remount,rw /var/log/chatserver',
  },
}

/** What doctor says of a server that had time to answer: on a busy machine the canary may have to come again. */
async function lookAt(box: SystemdBox, isSettled: (run: DoctorRun) => boolean): Promise<DoctorRun> {
  let run = await doctorIn(box, WORDS)
  for (let again = 0; again < 2 && !isSettled(run); again++) run = await doctorIn(box, WORDS)
  return run
}

/** What is wrong but for disks that are slow just now. */
const wrongIn = ({ results }: DoctorRun) =>
  results.filter(({ outcome, check }) => /warn|fail/.test(outcome) && !check.startsWith('host/io'))

/** Brings a fault about, and types what is printed until nothing is found any more. */
async function cure(box: SystemdBox, { inject, finds, command, lasts }: Fault): Promise<void> {
  await box.ok(['sh', '-ec', `cp ${CONFIG} /opt/good.json; ${inject}`])
  for (const [index, id] of finds.entries()) {
    const run = await lookAt(box, ({ causes }) => causes[0] === id)
    assert.equal(run.causes[0], id, JSON.stringify(wrongIn(run)))
    const { commands = [] } = resultOf(run, id).fix ?? {}
    if (index === 0) assert.ok(commands.includes(command), commands.join('\n'))
    // What is beneath it may keep the service down until it is found as well.
    if (index < finds.length - 1) for (const one of commands) await box.run(['sh', '-c', one])
    else await typeFixIn(box, run, id)
  }
  assert.deepEqual(wrongIn(await lookAt(box, (run) => wrongIn(run).length === 0)), [])
  if (lasts !== undefined) await box.ok(['sh', '-ec', lasts])
}

/** Takes back what a fault changes beside the drop-ins. */
const TIDY = `cp /opt/good.json ${CONFIG}; test ! -e ${LIBRARY}/chatserver.service || mv ${LIBRARY}/chatserver.service ${UNIT}`

test('what is printed for a fault is typed as it stands, and the server is well', (t) =>
  inBox(
    t,
    Object.fromEntries(
      Object.entries(FAULTS).map(([title, fault]) => [
        title,
        async (box: SystemdBox) => {
          try {
            await cure(box, fault)
          } finally {
            await box.ok(['sh', '-ec', TIDY])
          }
        },
      ]),
    ),
  ))
