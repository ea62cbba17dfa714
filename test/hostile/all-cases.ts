import { bodyCases } from './cases/broken-bodies.ts'
import { conversationCases } from './cases/conversations.ts'
import { depthCases } from './cases/depths.ts'
import { embeddingCases } from './cases/embeddings.ts'
import { endlessCases } from './cases/endless.ts'
import { headCases } from './cases/heads.ts'
import { metadataCases } from './cases/metadata.ts'
import { otherFormatterCases } from './cases/other-formatters.ts'
import { redirectCases } from './cases/redirects.ts'
import { repeatedCases } from './cases/repeated.ts'
import { secretCases } from './cases/secrets.ts'
import { brokenEchoCases } from './cases/secrets-elsewhere.ts'
import { sizeCases } from './cases/sizes.ts'
import { terminalCases } from './cases/terminal.ts'
import { textCases } from './cases/texts.ts'
import { typeCases } from './cases/types.ts'
import { waitCases } from './cases/waits.ts'
import type { HostileCase } from './hostile-case.ts'

/** Every case. */
export const allCases: readonly HostileCase[] = [
  ...secretCases,
  ...brokenEchoCases,
  ...metadataCases,
  ...endlessCases,
  ...repeatedCases,
  ...depthCases,
  ...sizeCases,
  ...headCases,
  ...bodyCases,
  ...conversationCases,
  ...redirectCases,
  ...typeCases,
  ...textCases,
  ...terminalCases,
  ...waitCases,
  ...otherFormatterCases,
  ...embeddingCases,
]
