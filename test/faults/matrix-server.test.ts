import { faultTests } from './matrix/fault-tests.ts'
import { SERVER_FAULTS } from './matrix/server-faults.ts'

faultTests(SERVER_FAULTS)
