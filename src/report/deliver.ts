import { ChatctlError } from '../errors/chatctl-error.ts'
import { type Artefact, type Proof, searchForSecrets } from './redact/proof.ts'

/**
 * Lets finished files leave only if none of the known secrets is in them: fails closed.
 *
 * @returns what was searched, for whoever wants to see it
 * @throws ChatctlError `report/leak`, with the file, the spelling and the number of the secret, never the secret
 */
export function provenClean(artefacts: readonly Artefact[], secrets: readonly string[]): Proof {
  const proof = searchForSecrets(artefacts, secrets)
  const [leak] = proof.leaks
  if (leak === undefined) return proof
  throw new ChatctlError('report/leak', {
    file: leak.file,
    encoding: leak.encoding,
    number: leak.secret + 1,
    count: proof.leaks.length,
  })
}
