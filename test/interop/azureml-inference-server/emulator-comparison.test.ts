import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from './allowed-differences.ts'
import { emulatedScripts } from './emulated-scripts.ts'
import { send } from './raw-request.ts'
import { sameRequests } from './same-requests.ts'
import { useScript } from './use-script.ts'

describe.each(Object.keys(sameRequests))('the emulator answers as the server does for %s.py', (name) => {
  const server = useScript(name, { SCORING_TIMEOUT_MS: '500' })
  let emulator: Awaited<ReturnType<typeof startEndpointEmulator>>
  beforeAll(async () => {
    const options = emulatedScripts[name] ?? {}
    emulator = await startEndpointEmulator({ image: 'score-script', edge: false, ...options })
  })
  afterAll(() => emulator.close())

  it.each(sameRequests[name] ?? [])('$name', async (request) => {
    const path = request.path ?? '/score'
    const [real, emulated] = [await send(server().url, request), await send(emulator.url, request)]
    expect(comparable(emulated, path)).toEqual(comparable(real, path))
  })
})
