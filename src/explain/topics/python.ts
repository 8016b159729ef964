import type { python as texts } from '../../messages/en/explain/python.ts'
import type { Topics } from '../topic.ts'

export const python: Topics<typeof texts> = {
  'python-exception': {
    python: [
      'Traceback',
      'OSError',
      'IOError',
      'socket.error',
      'AttributeError',
      'TypeError',
      'ValueError',
      'IndexError',
      'NameError',
      'RuntimeError',
      'RecursionError',
      'UnicodeEncodeError',
      'AssertionError',
      'StopIteration',
      'Exception',
    ],
    says: [
      'Traceback (most recent call last)',
      "object has no attribute '{{name}}'",
      "object of type 'int' has no len()",
      "argument of type 'int' is not iterable",
    ],
    proof: ['service/old-server', 'config/wrong-type'],
  },
  'python-v6-syntax': {
    python: ['SyntaxError', 'IndentationError'],
    says: ["name 'server_running' is used prior to global declaration"],
    proof: ['service/old-server'],
  },
  'python-console-ended': {
    python: ['EOFError'],
    says: ['EOF when reading a line', 'Fatal Python error', '_enter_buffered_busy: could not acquire lock'],
    proof: ['service/old-server'],
  },
  'python-memory': {
    python: ['MemoryError'],
    proof: ['host/memory-low', 'service/memory-growth'],
    see: ['memory-growth'],
  },
}
