import { buildPage } from './build-page.ts'
import { runCommand } from '../src/command/run-command.ts'
import { packageVersion } from '../src/version.ts'

// The same command, with the page built from the sources.
await runCommand(packageVersion(), buildPage)
