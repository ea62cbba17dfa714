import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { type LocalRedis, startLocalRedis } from '../../../apps/bulk/src/demo/local-redis.ts'
import type { RepositoryDocument } from '../markdown/documents.ts'
import { circumstancesOf } from './circumstances.ts'
import { isApplication, type Place, type Step } from './plan.ts'
import { checkTypes, runProgram } from './program.ts'
import { type RunningCommand, Session } from './session.ts'
import { key, substitute } from './substitutions.ts'
import type { World } from './world.ts'

/** A reader who follows one document, in one terminal; each server runs in a terminal of its own. */
export class DocumentRun {
  /** Where the reader is, in the folder of the document and in the clone. */
  readonly #folders = new Map<Place, string>()
  readonly #world: World
  readonly #document: RepositoryDocument
  readonly #session: Session
  readonly #emulator: RunningEndpointEmulator
  readonly #redis: LocalRedis | undefined
  /** The servers that run, by the program and the package that it runs. */
  readonly #servers = new Map<string, RunningCommand>()
  readonly #usesClone: boolean

  private constructor(world: World, document: RepositoryDocument, surroundings: Surroundings) {
    const { emulator, redis, usesClone } = surroundings
    const { route } = circumstancesOf(document)
    this.#world = world
    this.#document = document
    this.#emulator = emulator
    this.#redis = redis
    this.#usesClone = usesClone
    this.#folders.set('folder', world.emptyFolder())
    this.#session = new Session(
      world.emptyFolder(),
      world.variables({
        ...(route !== undefined && { AZUREML_ENDPOINT_URL: emulator.url + route, AZUREML_ENDPOINT_API_KEY: key }),
        ...(redis !== undefined && { REDIS_URL: redis.url }),
      }),
    )
  }

  static async start(world: World, document: RepositoryDocument, steps: readonly Step[]): Promise<DocumentRun> {
    const emulator = await startEndpointEmulator({ apiKey: key, ...circumstancesOf(document).emulated })
    const needsRedis = steps.some(({ text }) => /\bbulk (?!demo)|REDIS_URL/.test(text))
    const redis = needsRedis ? await startLocalRedis() : undefined
    const usesClone = steps.some((step) => 'place' in step && step.place === 'clone')
    const run = new DocumentRun(world, document, { emulator, redis, usesClone })
    for (const [file, text] of Object.entries(circumstancesOf(document).files ?? {})) run.#write(file, text)
    return run
  }

  /** Does one step; returns what it printed. */
  async do(step: Step): Promise<string> {
    const command = this.#filledIn(step.text)
    switch (step.how) {
      case 'run': {
        const printed = await this.#session.run(command, this.#folderAt(step.place))
        if (step.place !== 'own folder') this.#folders.set(step.place, this.#session.folder)
        return printed
      }
      case 'start':
        return this.#session.start(command, this.#folderAt(step.place))
      case 'serve':
        return this.#serve(command, this.#folderAt(step.place))
      case 'write':
        this.#write(step.text, this.#filledIn(step.block.code))
        return ''
      case 'program':
        return runProgram(
          { ...step.block, code: this.#filledIn(step.block.code) },
          this.#session,
          this.#folderAt('folder'),
        )
      case 'elsewhere':
        return ''
    }
  }

  /** Checks the types of what the reader has written. */
  async checkTypes(steps: readonly Step[]): Promise<void> {
    await checkTypes(steps, this.#session, this.#folderAt('folder'))
  }

  async end(): Promise<void> {
    try {
      for (const server of this.#servers.values()) await server.stop()
    } finally {
      if (this.#usesClone) this.#world.clone.reset()
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

  #folderAt(place: Place): string {
    if (place === 'own folder') return this.#world.emptyFolder()
    const folder = this.#folders.get(place)
    if (folder !== undefined) return folder
    const own = dirname(this.#document.path)
    return isApplication(own) ? join(this.#world.clone.folder, own) : this.#world.clone.folder
  }

  #write(file: string, text: string): void {
    const folders = [this.#folderAt('folder'), ...(this.#usesClone ? [this.#folderAt('clone')] : [])]
    for (const folder of folders) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${text}\n`)
    }
  }

  #filledIn(code: string): string {
    const filledIn = substitute(code, this.#emulator.url)
    return this.#redis === undefined ? filledIn : filledIn.replaceAll(/redis:\/\/my-redis:6379/g, this.#redis.url)
  }
}

/** What is started for a document. */
interface Surroundings {
  readonly usesClone: boolean
  readonly emulator: RunningEndpointEmulator
  readonly redis: LocalRedis | undefined
}
