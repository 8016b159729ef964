import { createPrivateKey, X509Certificate } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { Config } from '../config/schema.ts'
import type { Host } from '../host/host.ts'
import { accessAs } from './access.ts'
import type { Account } from './accounts.ts'
import type { CertificateFacts } from './shapes/network.ts'
import { shutPlaces } from './way-in.ts'

const DAY_MS = 86_400_000
/** No certificate is larger; a device file would never end. */
const LARGEST = 1024 * 1024

type TlsSettings = NonNullable<Config['server']['tls']>

/** Reads the certificate and the key as the server would when it starts. Never throws. */
export async function certificateFacts(
  host: Host,
  { cert, key }: TlsSettings,
  service: Account | null,
): Promise<CertificateFacts> {
  const [certFile, keyFile, access] = await Promise.all([
    read(cert),
    read(key),
    accessAs(host, service, [cert, key]),
  ])
  const closedToService =
    service === null ? null : ([cert, key].find((path) => access.get(path)?.read === false) ?? null)
  const facts = {
    cert,
    key,
    keyFits: null,
    closedToService,
    shut: closedToService === null || service === null ? [] : await shutPlaces(host, [cert, key], service),
    validFrom: null,
    validTo: null,
    daysLeft: null,
    isEarly: false,
  }
  const certificate = typeof certFile === 'string' ? certFile : parsed(() => new X509Certificate(certFile))
  const privateKey = typeof keyFile === 'string' ? keyFile : parsed(() => createPrivateKey(keyFile))
  if (typeof certificate === 'string') return { ...facts, error: { path: cert, code: certificate } }
  const from = new Date(certificate.validFrom)
  const to = new Date(certificate.validTo)
  return {
    ...facts,
    error: typeof privateKey === 'string' ? { path: key, code: privateKey } : null,
    keyFits: typeof privateKey === 'string' ? null : certificate.checkPrivateKey(privateKey),
    validFrom: from.toISOString(),
    validTo: to.toISOString(),
    daysLeft: Math.floor((to.getTime() - host.now()) / DAY_MS),
    isEarly: from.getTime() > host.now(),
  }
}

/** @returns the bytes, or an error code */
async function read(path: string): Promise<Buffer | string> {
  let handle: FileHandle | undefined
  try {
    const found = await stat(path)
    if (!found.isFile()) return found.isDirectory() ? 'EISDIR' : 'EINVAL'
    if (found.size > LARGEST) return 'EFBIG'
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    return await handle.readFile()
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  } finally {
    await handle?.close().catch(() => {})
  }
}

function parsed<T>(parse: () => T): T | string {
  try {
    return parse()
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'ERR_OSSL'
  }
}
