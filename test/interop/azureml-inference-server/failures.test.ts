import { EndpointError, FormatError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { type ChatClient, clients } from './clients.ts'
import { useScript } from './use-script.ts'

describe('a script that fails', () => {
  const server = useScript('failing', { SCORING_TIMEOUT_MS: '500' })
  const error = async (client: ChatClient, how: string): Promise<EndpointError> => {
    const failure = await outcomeOf(client, server().url, { how })
    expect(failure).toBeInstanceOf(EndpointError)
    return failure as EndpointError
  }

  describe.each(clients)('for $name', (client) => {
    it('by raising: the status, the id of the request and the words of the server', async () => {
      const { status, message, requestId, headers } = await error(client, 'raise')
      expect(status).toBe(500)
      expect(message).toContain('An unexpected error occurred in scoring script.')
      expect(requestId).toBe(headers?.get('x-request-id'))
    })

    it('by sleeping past the time limit', async () => {
      const { status, message } = await error(client, 'sleep')
      expect([status, message]).toEqual([500, expect.stringContaining('Scoring timeout after 500 ms')])
    })

    it('by an exit that the web server catches: a page without ids', async () => {
      const { status, message, retryable } = await error(client, 'sys.exit')
      expect([status, retryable]).toEqual([500, true])
      expect(message).not.toContain('<html>')
    })

    it('by an exit of the process: no status, and worth another try', async () => {
      const { status, retryable } = await error(client, 'os._exit')
      expect([status, retryable]).toEqual([undefined, true])
    })
  })
})

describe('a script that returns', () => {
  const server = useScript('echo')
  const outcome = (client: ChatClient, returns: string): Promise<unknown> =>
    outcomeOf(client, server().url, { returns })

  describe.each(clients)('to $name', (client) => {
    it('JSON as text, which the server encodes once more', async () => {
      expect(await outcome(client, 'json text')).toBe('A text.')
    })

    it('characters beyond ASCII, which the server escapes', async () => {
      expect(await outcome(client, 'unicode')).toBe('Grüße, 世界 🙂 \u2028')
    })

    it('None: a failure under 200, not an empty answer', async () => {
      expect(await outcome(client, 'none')).toBeInstanceOf(EndpointError)
    })

    it.each(['nan', 'bare nan', 'zero', 'empty list'])('%s: an error with the answer attached', async (returns) => {
      const failure = await outcome(client, returns)
      expect(failure).toBeInstanceOf(FormatError)
      expect((failure as FormatError).payload).toBeDefined()
    })

    it('a set: the failure of the server', async () => {
      const failure = await outcome(client, 'set')
      expect(failure).toMatchObject({ status: 500, message: expect.stringContaining('unexpected internal error') })
    })
  })
})

describe('a script that gets the request itself', () => {
  const server = useScript('raw')

  it.each(clients)('and returns no answer of a model is a mistake of the formatter for $name', async (client) => {
    expect(await outcomeOf(client, server().url, {})).toBeInstanceOf(FormatError)
  })
})

/** Returns the text of an answer, or core's error; the AI SDK has errors of its own, with core's as their cause. */
async function outcomeOf({ ask }: ChatClient, url: string, parameters: Record<string, unknown>): Promise<unknown> {
  try {
    return await ask({ url, text: 'x', parameters })
  } catch (error) {
    return error instanceof EndpointError || error instanceof FormatError ? error : (error as Error).cause
  }
}
