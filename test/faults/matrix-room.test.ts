import { faultTests } from './matrix/fault-tests.ts'
import { ROOM_FAULTS } from './matrix/room-faults.ts'

faultTests(ROOM_FAULTS)
