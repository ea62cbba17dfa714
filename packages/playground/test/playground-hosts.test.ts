import { describe, expect, it } from 'vitest'
import { sendRaw } from '../../endpoint-emulator/test/raw-request.ts'
import { startPlayground } from '../src/server/start-playground.ts'

const page = new Map([['/', { content: '<!doctype html>', type: 'text/html' }]])

describe('a playground', () => {
  const status = async (url: string, host: string, more: readonly string[] = []): Promise<number | undefined> => {
    const { port, hostname } = new URL(url)
    const target = { port: Number(port), host: hostname === '0.0.0.0' ? '127.0.0.1' : hostname.replace(/^\[|\]$/g, '') }
    return (await sendRaw(target, ['GET /api/session HTTP/1.1', `host: ${host}`, ...more, '', ''].join('\r\n'))).status
  }

  it.each([undefined, '127.0.0.1', 'localhost', '::1'])(
    'bound to loopback by host %s rejects other host names',
    async (host) => {
      const { url, loopback, close } = await startPlayground({ port: 0, host, page })
      expect(loopback).toBe(true)
      expect(await status(url, new URL(url).host)).toBe(200)
      for (const name of ['rebound.example', '127.0.0.1.evil.example', '192.168.1.7:4281'])
        expect(await status(url, name)).toBe(403)
      expect(await status(url, 'localhost', ['origin: https://evil.example'])).toBe(403)
      await close()
    },
  )

  it('bound to another address accepts other host names, but no other origin', async () => {
    const { url, loopback, close } = await startPlayground({ port: 0, host: '0.0.0.0', page })
    expect(loopback).toBe(false)
    expect(await status(url, 'my-machine.example')).toBe(200)
    expect(await status(url, 'my-machine.example', ['origin: https://evil.example'])).toBe(403)
    await close()
  })
})
