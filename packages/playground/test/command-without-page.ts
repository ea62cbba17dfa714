import { runCommand } from '../src/command/run-command.ts'
import { packageVersion } from '../src/version.ts'

// Started by tests that need the command, but not its page.
await runCommand(packageVersion(), async () => new Map([['/', { content: '<!doctype html>', type: 'text/html' }]]))
