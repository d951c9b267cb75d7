/** What a suite may need of the machine beyond Node. */
export interface Requirement {
  readonly title: string;
  readonly programs: readonly string[];
  readonly directories: readonly string[];
}
export declare const requirements: Readonly<Record<'postgresql' | 'openssl' | 'curl' | 'chromium', Requirement>>;
/** The path of the first program found that meets the requirement, or undefined. */
export declare const programFor: (requirement: Requirement) => string | undefined;
