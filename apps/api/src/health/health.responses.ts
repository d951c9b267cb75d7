export class HealthResponse {
  /** `degraded`: commands are recorded and contracts are answered about, but not all of the rest; `detail` says what is missing. */
  readonly status!: 'ok' | 'degraded';
  readonly detail?: string;
}
