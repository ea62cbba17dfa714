import type { Viewer } from '../recording.ts'
import type { TourViewer } from '../run-tour.ts'

/** Shows nothing while the tour runs; the document at its end has it all. */
export class SilentView implements TourViewer {
  step(): void {}

  run(): Viewer {
    return { request: () => {}, piece: () => {}, note: () => {} }
  }

  outcome(): void {}
}
