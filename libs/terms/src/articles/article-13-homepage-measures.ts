import { generalRegulations } from '../external.js';
import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/** 第13条: on which grounds the provider may take which measures (措置) against a contractor's homepage, and limit access to it. */
export const article13: Article = {
  number: 13,
  title: 'ホームページオプションに係る機能の制限',
  titleEn: 'Restriction of Functions of the Homepage Option',
  kind: 'permits',
  affects: {
    events: ['HomepageMeasureTaken', 'HomepageMeasureLifted', 'HomepageLimitSet', 'HomepageLimitLifted'],
    figures: ['registers'],
  },
  refersTo: () => [generalRegulations(19), generalRegulations(25)],
  paragraphs: [
    {
      text: ja`
        当契約者が、一般規程第 19 条（禁止事項）に係る行為を行った場合、契約者の IIJ xSP プラットフォームサービス/Mail の
        利用に関し第三者から当社に対し苦情の申し出その他の請求等が為されかつ当社が必要と認めた場合、又はその他の理由により
        IIJ xSP プラットフォームサービス/Mail の運営に支障をきたすおそれがあると当社が判断した場合は、当社は、次の事項の
        いずれか又はこれらを組み合わせた措置を行う場合があります。`,
      english: en`
        Where the contractor has committed an act under Article 19 (Prohibited Acts) of the General Regulations, where a third
        party has complained to us or made another claim about the contractor's use of IIJ xSP Platform Service/Mail and we
        deem it necessary, or where for another reason we judge that there is a risk to the operation of IIJ xSP Platform
        Service/Mail, we may take one of the following measures or several of them together.`,
      items: [
        {
          text: ja`一般規程第 25 条（利用の停止等）に基づくサービスの提供の停止等`,
          english: en`Suspension of the provision of the service and the like under Article 25 (Suspension of Use) of the
            General Regulations`,
        },
        {
          text: ja`当該契約者に対する苦情等の解消のための第三者との協議要求`,
          english: en`A request to the contractor to negotiate with the third party to settle the complaint or the like`,
        },
        {
          text: ja`当該契約者に対する当社のサーバに設置したデータの削除要求`,
          english: en`A request to the contractor to delete data placed on our servers`,
        },
        {
          text: ja`
            当該契約者に対し何ら通知を行うことなく、当社のサーバに設置したデータの全部若しくは一部の当社による削除、
            又は当社が第三者の閲覧できない状態に置くこと`,
          english: en`
            Without any notice to the contractor, our deleting all or part of the data placed on our servers, or our putting it
            into a state in which third parties cannot view it`,
        },
      ],
    },
    {
      text: ja`
        前項に定める事項のほか、IIJ xSP プラットフォームサービス/Mail の運用、維持に支障をきたすおそれが生じた場合、当社は、
        契約者に何ら通知を行うことなく当社の WWW サーバへのアクセスを制限する場合があります。`,
      english: en`
        Apart from the matters of the preceding paragraph, where there is a risk to the operation or maintenance of IIJ xSP
        Platform Service/Mail, we may limit access to our WWW servers without any notice to the contractor.`,
    },
    {
      text: ja`
        当社は、IIJ xSP プラットフォームサービス/Mail サービスの安定した運用を目的として、当社の定めるところにより、
        セッション数及びトラフィックに関して制限を加えることができるものとします。`,
      english: en`
        For the stable operation of the IIJ xSP Platform Service/Mail service we may, as we lay down, set limits to the number
        of sessions and to traffic.`,
    },
  ],
};
