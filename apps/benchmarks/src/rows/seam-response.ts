/** What core reads of a response; a whole `Response` costs half a call. */
export interface SeamResponse {
  readonly status: number
  readonly headers: Headers
  readonly chunks: AsyncIterator<Uint8Array>
  /** Closes the connection. */
  readonly destroy: () => void
}

/** Puts an answer of another HTTP client behind the `fetch` seam, without a web stream in between. */
export function asResponse({ status, headers, chunks, destroy }: SeamResponse): Response {
  const reader = {
    read: () => chunks.next(),
    async cancel() {
      destroy()
    },
  }
  const response = {
    status,
    ok: status >= 200 && status < 300,
    headers,
    bodyUsed: false,
    body: { getReader: () => reader },
  }
  return response as unknown as Response
}
