import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/** 第15条: the provider may ask for a report (報告) on the use of the service, and the contractor makes it without delay. */
export const article15: Article = {
  number: 15,
  title: '報告',
  titleEn: 'Reports',
  kind: 'obliges',
  affects: { events: ['UsageReportRequested', 'UsageReportSubmitted'], figures: ['registers', 'deadlines'] },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        当社は、契約者に対し、必要に応じ合理的な範囲で、IIJ xSP プラットフォームサービス/Mail の利用の状況について報告を
        求めることができるものとします。この場合において、契約者は、速やかに当該報告を行うものとします。`,
      english: en`
        We may, as necessary and within reason, ask the contractor for a report on its use of IIJ xSP Platform Service/Mail.
        The contractor shall then make that report without delay.`,
    },
  ],
};
