import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install } from './install.ts'
import { type RunningServer, startServer } from '../../interop/frame/server.ts'

/** Microsoft's emulator of Azure Storage. */
export interface Azurite {
  readonly connectionString: string
  /** Where it keeps its data. */
  readonly folder: string
  stop(): Promise<void>
}

/** Starts Azurite's queues and blobs, with their data in a temporary folder. */
export async function startAzurite(): Promise<Azurite> {
  const packages = await install('azurite', { dependencies: { azurite: '3.37.0' } })
  const folder = mkdtempSync(join(tmpdir(), 'azurite-'))
  const start = (service: 'blob' | 'queue'): Promise<RunningServer> =>
    startServer({
      counterpart: 'durable',
      name: `azurite-${service}`,
      command: process.execPath,
      words: (port) => [
        join(packages, `node_modules/azurite/dist/src/${service}/main.js`),
        `--${service}Port=${port}`,
        `--location=${join(folder, service)}`,
        '--silent',
        '--skipApiVersionCheck',
        '--disableTelemetry',
      ],
    })
  const [blob, queue] = await Promise.all([start('blob'), start('queue')])
  return {
    folder,
    connectionString: [
      'DefaultEndpointsProtocol=http;AccountName=devstoreaccount1',
      `AccountKey=${developmentKey}`,
      `BlobEndpoint=${blob.url}/devstoreaccount1`,
      `QueueEndpoint=${queue.url}/devstoreaccount1`,
    ].join(';'),
    stop: async () => {
      await Promise.all([blob.stop(), queue.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The key of every Azurite, as Microsoft documents it. */
const developmentKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
