import type { Readable } from 'node:stream'
import { builtins } from './builtins.ts'
import { inheritLate } from './inherit-late.ts'

type ResponseBody = ReadableStream<Uint8Array<ArrayBuffer>> | null

/** A response like that of `fetch`. `Response` itself loads undici; here only `blob` and `formData` do. */
export class ReceivedResponse implements Response {
  readonly url: string
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  body: ResponseBody

  constructor(
    url: string,
    { status, statusText, headers }: Pick<Response, 'status' | 'statusText' | 'headers'>,
    body: ResponseBody,
  ) {
    this.url = url
    this.status = status
    this.statusText = statusText
    this.headers = headers
    this.body = body
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299
  }

  get type(): ResponseType {
    return 'basic'
  }

  get redirected(): boolean {
    return false
  }

  get bodyUsed(): boolean {
    // Its type lacks web streams.
    return this.body !== null && builtins.stream().Readable.isDisturbed(this.body as unknown as Readable)
  }

  clone(): Response {
    if (this.bodyUsed || this.body?.locked)
      throw new TypeError('The body has been read already, so it cannot be cloned.')
    const [own, other] = this.body?.tee() ?? [null, null]
    this.body = own
    return new ReceivedResponse(this.url, this, other)
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.#whole())
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.#whole())
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown
  }

  async blob(): Promise<Blob> {
    return await this.#asResponse().blob()
  }

  async formData(): Promise<FormData> {
    return await this.#asResponse().formData()
  }

  get [Symbol.toStringTag](): string {
    return 'Response'
  }

  async #whole(): Promise<Buffer<ArrayBuffer>> {
    if (this.bodyUsed || this.body?.locked) throw new TypeError('The body has been read already.')
    const chunks: Uint8Array[] = []
    const reader = this.body?.getReader()
    for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read())
      chunks.push(read.value)
    return Buffer.concat(chunks)
  }

  #asResponse(): Response {
    return new Response(this.body, { headers: this.headers })
  }
}

inheritLate(ReceivedResponse.prototype, () => Response.prototype)
