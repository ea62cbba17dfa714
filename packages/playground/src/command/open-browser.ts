import { spawn } from 'node:child_process'

/** Opens a page in the user's browser. If there is none, says so; the playground keeps running. */
export function openBrowser(url: string): void {
  const [command = '', ...words] = commands[process.platform] ?? ['xdg-open']
  const browser = spawn(command, [...words, url], { stdio: 'ignore', detached: true })
  browser.once('error', () => process.stderr.write(`No browser could be opened. Open ${url} yourself.\n`))
  browser.unref()
}

const commands: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}
