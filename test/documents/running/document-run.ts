import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { type LocalRedis, startLocalRedis } from '../../../apps/bulk/src/demo/local-redis.ts'
import { type RepositoryDocument, root } from '../markdown/documents.ts'
import type { Block } from '../markdown/markdown.ts'
import { circumstancesOf } from './circumstances.ts'
import { isApplication, type Place, type Step } from './plan.ts'
import { type RunningCommand, Session } from './session.ts'
import { key, substitute } from './substitutions.ts'
import type { World } from './world.ts'

/** A reader who follows one document, in one terminal; each server runs in a terminal of its own. */
export class DocumentRun {
  readonly folder: string
  readonly #world: World
  readonly #document: RepositoryDocument
  readonly #session: Session
  readonly #emulator: RunningEndpointEmulator
  readonly #redis: LocalRedis | undefined
  /** The servers that run, by the program and the package that it runs. */
  readonly #servers = new Map<string, RunningCommand>()

  private constructor(world: World, document: RepositoryDocument, servers: Servers) {
    const { emulator, redis } = servers
    const { route } = circumstancesOf(document.path)
    this.#world = world
    this.#document = document
    this.#emulator = emulator
    this.#redis = redis
    this.folder = world.emptyFolder()
    this.#session = new Session(
      world.emptyFolder(),
      world.variables({
        ...(route !== undefined && { AZUREML_ENDPOINT_URL: emulator.url + route, AZUREML_ENDPOINT_API_KEY: key }),
        ...(redis !== undefined && { REDIS_URL: redis.url }),
      }),
    )
  }

  static async start(world: World, document: RepositoryDocument, steps: readonly Step[]): Promise<DocumentRun> {
    const emulator = await startEndpointEmulator({ apiKey: key, ...circumstancesOf(document.path).emulated })
    const needsRedis = steps.some(({ text }) => /\bbulk (?!demo)|REDIS_URL/.test(text))
    const redis = needsRedis ? await startLocalRedis() : undefined
    const run = new DocumentRun(world, document, { emulator, redis })
    const written = steps.filter(({ how }) => how === 'write')
    for (const { text, block } of written.toReversed()) run.#write(text, block)
    if (steps.some((step) => 'place' in step && step.place === 'clone')) {
      for (const { text, block } of written.toReversed())
        write(join(world.clone.folder, text), run.#filledIn(block.code))
    }
    return run
  }

  /** Does one step; returns what it printed. */
  async do(step: Step): Promise<string> {
    const command = this.#filledIn(step.text)
    switch (step.how) {
      case 'run':
        return this.#session.run(command, this.#folderAt(step.place))
      case 'start':
        return this.#session.start(command, this.#folderAt(step.place))
      case 'serve':
        return this.#serve(command, this.#folderAt(step.place))
      case 'write':
        this.#write(step.text, step.block)
        return ''
      case 'program':
        return this.#runProgram(step)
      case 'elsewhere':
        return ''
    }
  }

  async end(): Promise<void> {
    try {
      for (const server of this.#servers.values()) await server.stop()
    } finally {
      await this.#emulator.close()
      await this.#redis?.close()
    }
  }

  /** Starts a server. A reader stops the same one first, since it uses the same port. */
  async #serve(command: string, folder: string): Promise<string> {
    const program = command.split(' ', 2).join(' ')
    await this.#servers.get(program)?.stop()
    this.#servers.delete(program)
    const server = await this.#session.serve(command, folder)
    this.#servers.set(program, server)
    return server.stdout()
  }

  async #runProgram({ text, block }: Step): Promise<string> {
    const isTest = block.code.includes("from 'vitest'")
    this.#write(isTest ? text.replace('.ts', '.test.ts') : text, block)
    await this.#addOwnFiles(block)
    return this.#session.run(isTest ? 'npx vitest run' : `node ${text}`, this.folder)
  }

  /** The files beside an example that it imports are the reader's own program, with what that needs. */
  async #addOwnFiles({ code, comments }: Block): Promise<void> {
    const example = comments.find((comment) => comment.startsWith('examples/'))?.replace(/#.*/, '') ?? ''
    for (const [, file = ''] of code.matchAll(/from '\.\/([\w-]+\.ts)'/g)) {
      const source = join(root, dirname(example), file)
      copyFileSync(source, join(this.folder, file))
      const packages = Array.from(readFileSync(source, 'utf8').matchAll(/from '([^.'][^']*)'/g), ([, name]) => name)
      await this.#session.run(`npm install ${packages.join(' ')}`, this.folder)
    }
  }

  #folderAt(place: Place): string {
    if (place === 'own folder') return this.#world.emptyFolder()
    if (place === 'folder') return this.folder
    const own = dirname(this.#document.path)
    return isApplication(own) ? join(this.#world.clone.folder, own) : this.#world.clone.folder
  }

  #write(file: string, { code }: Block): void {
    write(join(this.folder, file), this.#filledIn(code))
  }

  #filledIn(code: string): string {
    const filledIn = substitute(code, this.#emulator.url)
    return this.#redis === undefined ? filledIn : filledIn.replaceAll(/redis:\/\/my-redis:6379/g, this.#redis.url)
  }
}

interface Servers {
  readonly emulator: RunningEndpointEmulator
  readonly redis: LocalRedis | undefined
}

function write(path: string, text: string): void {
  if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${text}\n`)
}
