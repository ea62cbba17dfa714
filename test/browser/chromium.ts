import { mkdir, rm, rmdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

/** Starts a real Chromium: the one from npm on Linux x64, Playwright's own elsewhere. */
export async function launchChromium(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch()
  sparticuz.setGraphicsMode = false
  const executablePath = await unpacked()
  // With --single-process, the browser exits when its first page closes.
  const args = sparticuz.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote')
  return chromium.launch({ executablePath, args, headless: true })
}

/** Unpacks Chromium once for test files that run in parallel: the process that creates the folder unpacks, the others wait. */
async function unpacked(): Promise<string> {
  const lock = join(tmpdir(), 'azureml-endpoints-unpacking-chromium')
  while (!(await makeFolder(lock))) {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > 60_000) await rm(lock, { recursive: true, force: true })
    await sleep(100)
  }
  try {
    return await sparticuz.executablePath()
  } finally {
    await rmdir(lock)
  }
}

async function makeFolder(path: string): Promise<boolean> {
  return mkdir(path).then(
    () => true,
    () => false,
  )
}
