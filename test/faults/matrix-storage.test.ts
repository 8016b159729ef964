import { faultTests } from './matrix/fault-tests.ts'
import { STORAGE_FAULTS } from './matrix/storage-faults.ts'

faultTests(STORAGE_FAULTS)
