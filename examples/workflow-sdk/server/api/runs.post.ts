// Starts a run: `{ "documents": ["…"] }` or `{ "question": "…" }`.

import { defineHandler } from 'nitro/h3'
import { start } from 'workflow/api'
import { summarizeAll } from '../../workflows/summarize'
import { askAboutWeather } from '../../workflows/weather-agent'

export default defineHandler(async ({ req }) => {
  const { documents, question = '' } = (await req.json()) as { documents?: string[]; question?: string }
  const run = documents ? await start(summarizeAll, [documents]) : await start(askAboutWeather, [question])
  return { id: run.runId }
})
