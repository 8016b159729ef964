import { CONFIG_FAULTS } from './matrix/config-faults.ts'
import { faultTests } from './matrix/fault-tests.ts'

faultTests(CONFIG_FAULTS)
