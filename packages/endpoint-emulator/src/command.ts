#!/usr/bin/env node
import { startEndpointEmulator } from './start-emulator.ts'

const emulator = await startEndpointEmulator({ port: 4280 })
console.log(`Listening on ${emulator.url}`)
