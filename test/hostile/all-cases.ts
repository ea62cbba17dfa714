import { embeddingCases } from './cases/embeddings.ts'
import { floodCases } from './cases/floods.ts'
import { metadataCases } from './cases/metadata.ts'
import { otherFormatterCases } from './cases/other-formatters.ts'
import { protocolCases } from './cases/protocol.ts'
import { redirectCases } from './cases/redirects.ts'
import { secretCases } from './cases/secrets.ts'
import { sizeCases } from './cases/sizes.ts'
import { terminalCases } from './cases/terminal.ts'
import { textCases } from './cases/texts.ts'
import { typeCases } from './cases/types.ts'
import { waitCases } from './cases/waits.ts'
import type { HostileCase } from './hostile-case.ts'

/** Every case. */
export const allCases: readonly HostileCase[] = [
  ...secretCases,
  ...metadataCases,
  ...floodCases,
  ...sizeCases,
  ...protocolCases,
  ...redirectCases,
  ...typeCases,
  ...textCases,
  ...terminalCases,
  ...waitCases,
  ...otherFormatterCases,
  ...embeddingCases,
]
