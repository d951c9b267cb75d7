import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/** 第4条: a failure that comes from the contractor's own settings is never the provider's default (債務不履行). */
export const article04: Article = {
  number: 4,
  title: '契約者のネットワーク及びシステム設定変更',
  titleEn: 'Changes to the Settings of the Contractor’s Network and Systems',
  kind: 'disclaims',
  affects: { events: ['SettingChangeRequested', 'SettingChangeReported'], figures: ['registers', 'credits'] },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        契約者が、IIJ xSP プラットフォームサービス/Mail を利用するにあたり、契約者のネットワーク及びシステムの設定を
        変更する必要がある場合があります。なお、契約者が当該設定を変更しないこと、又は変更したことにより、
        当社が IIJ xSP プラットフォームサービス/Mail を提供できない場合であっても、
        当社は債務不履行責任を負わないものとします。`,
      english: en`
        To use IIJ xSP Platform Service/Mail, the contractor may need to change the settings of its own network and systems.
        Even where we cannot provide IIJ xSP Platform Service/Mail because the contractor did not change those settings, or
        because it changed them, we are not liable for default.`,
    },
  ],
};
