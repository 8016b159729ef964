import { COMBINED_FAULTS } from './matrix/combined-faults.ts'
import { faultTests } from './matrix/fault-tests.ts'

faultTests(COMBINED_FAULTS)
