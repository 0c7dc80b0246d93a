"""The words by which a matter is recognised, grouped by what they mean: what people write to us, never what we say."""


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


# Traditional characters that stand in the lists below, so that one list reads both ways of writing.
TRADITIONAL = (
    "電樓層壞廁燈門網熱壓閘塊鎖關開進識別響應亮聲臟髒亂佔蓋燒煙觸災傷暈倒請問說謝處決結辦維換裝還沒點廳間務會議號東"
    "積滲報費稅發險單證執營貸訴舉馬樣這裡裏車庫場場頂負貨實讓啟閉斷線連異壘滿廢氣體員經給來過時"
)
SIMPLIFIED = (
    "电楼层坏厕灯门网热压闸块锁关开进识别响应亮声脏脏乱占盖烧烟触灾伤晕倒请问说谢处决结办维换装还没点厅间务会议号东"
    "积渗报费税发险单证执营贷诉举马样这里里车库场场顶负货实让启闭断线连异垒满废气体员经给来过时"
)

# What stands in a tower and can fail: the subject of most reports.
THINGS = _words("""
    电梯 扶梯 直梯 货梯 客梯 轿厢 空调 冷气 暖气 新风 通风 风机 排风 出风口 地暖 换气扇 水管 水龙头 龙头 水池 洗手池
    洗手台 饮水机 直饮水 开水器 热水 自来水 水压 水质 地漏 下水道 下水 管道 水表 水箱 厕所 卫生间 洗手间 男厕 女厕
    马桶 坐便 蹲坑 小便池 便池 厕纸 卷纸 洗手液 烘手机 茶水间 母婴室 照明 插座 电闸 电箱 配电 电表 开关 电路 线路
    充电桩 电线 空开 总闸 门禁 闸机 道闸 栏杆 门锁 门把手 窗户 窗子 玻璃 刷卡机 人脸识别 人脸机 门铃 指纹机 卷帘
    遮阳 百叶窗 天花板 吊顶 墙面 外墙 墙皮 墙角 地砖 瓷砖 地板 地毯 楼梯 扶手 台阶 屋顶 井盖 护栏 楼道 走廊 通道
    隔板 大堂 网络 宽带 wifi 无线 网线 信号 网速 专线 座机 监控 摄像头 投影 售货机 贩卖机 显示屏 广播 快递柜 外卖柜
    消防栓 消火栓 灭火器 烟感 报警器 安全出口 喷淋 消防门 防火门 应急灯 指示牌 垃圾 垃圾桶 垃圾箱 卫生 地面 地上
    车库 地库 停车场 停车位 车位 电瓶车 电动车 共享单车 车棚 绿化 会议室 食堂 饮用水 充电 收费系统 办公室 温度 音响
    大厅
""")
# One-character subjects, written as patterns because they are part of so many other words.
THING_SHAPES = (
    r"\d号梯",
    "(?<![部专上热出澳厦入敲家南西东北后])门(?!票|诊|店|面|户|牌|卫|派)",
    "(?<!点)灯(?!谜|会|笼|节|光|神)",
    "(?<![上官])网(?!上|友|站|页|购|易|红|民|吧|球|课|约|恋|名|银|点|格)",
    "(?<!开)窗(?!口|台|外)",
)

# What goes wrong with such a thing: enough beside a thing.
TROUBLES = _words("""
    坏了 坏掉 坏的 又坏 坏啦 都坏 失灵 失效 故障 罢工 没反应 没有反应 无反应 不灵 不好使 不好用 出问题 有问题 出毛病
    不亮 不制冷 不制热 不制暖 不冷 不热 不凉 不出风 吹不出 不出水 没水 没有水 不来水 没电 没有电 不通 冲不 不充电
    打不开 开不开 关不上 关不掉 开不了 关不了 关不紧 锁不上 进不去 出不去 出不来 刷不 识别不 认不出 不抬杆 推不开
    按不动 不动 不走 不转 不工作 不运行 用不了 不能用 没法用 用不成 无法 不能使用 连不上 连不了 上不了 登不上 掉线
    断了 断开 断断续续 卡住 卡死 夹人 夹到 夹手 堵了 堵住 堵塞 堵死 堵着 被堵 又堵 全堵 堵啦 下不去 满出来 漏水 渗水
    滴水 积水 渗 溢出 反水 返水 冒水 喷水 爆裂 爆管 爆了 破裂 裂缝 裂了 裂开 碎了 破了 掉了 掉下来 脱落 松动 松了
    翘起 翘边 倒了 歪了 断裂 老化 跳闸 短路 停了 停运 停用 停摆 异响 怪响 响个不停 一直响 乱响 报警 下坠 急停 急坠
    频发 频繁 忽明忽暗 一闪一闪 闪个不停 在闪 老闪 闪烁 灭了 熄了 黑屏 死机 花屏 没声音 异味 臭 难闻 怪味 霉味 烟味
    反味 返味 脏 没人收 没人管 没人扫 没打扫 没清理 没人清 溢了 满了 爆满 堆满 堆放 堆着 没纸 没有纸 没厕纸 没了
    用完了 没有了 乱停 乱放 乱堆 占用 被占 霸占 挡住 挡道 被锁 太吵 好吵 噪音 噪声 很吵 吵死 太冷 太热 好热 好冷
    很热 很冷 热死 冷死 冻死 太暗 太黑 黑漆漆 太慢 很慢 好慢 特别慢 很卡 太卡 好卡 太小 很小 特别小 很差 太差 发黄
    浑浊 有虫 蟑螂 老鼠 蚊子 没开 没人修 没修 抽风 严重 频出 过期 热风 没风 没网 流水 咔咔响 嗡嗡响 吱吱响 异常
    充不进 付不了 扫不 不来 没人打扫 堆到 太低 太高 太大 太危险 热得不行 闷死 开这么低 开太低 不抬 没人倒 不锁
    有人吐
""")
# Troubles that are also parts of other words.
TROUBLE_SHAPES = (
    "(?:一直|总是?|老是?|不停地?)(?:响|闪|叫|滴)",
    "抖(?!音)",
    "漏(?!勺|斗|了一|说|看|发|写)",
    "晃(?!眼|悠)",
)
# Troubles that need no thing beside them.
TROUBLES_ALONE = _words("""
    停电 断电 停水 断水 断网 没网了 上不了网 上不去网 连不上网 网断了 跳闸 漏水 渗水 漏雨 水漫 爆管 下水道堵 停气
    停暖 没暖气 有老鼠 有蟑螂 电压不稳 信号不好 信号差 没热水 没厕纸 没洗手液 没空调 没冷气 蟑螂好多 好多蟑螂
    老鼠好多 一滩水 全是水
""")
# Noise, smoke and smell from others: a matter for the property office.
NUISANCES = _words("""
    装修 施工 电钻 打孔 钻墙 敲墙 砸墙 楼上 隔壁 广场舞 音响 歌厅 ktv 酒吧 工地 油烟 抽烟 吸烟 烧烤 夜宵 饭店 麻将馆
""")
DISTURBANCES = _words("""
    吵 噪音 噪声 扰民 太响 震 受不了 影响 刺鼻 呛 难闻 烟味 油烟味 灰尘 污染 通宵 深夜 凌晨 大半夜 午休 不停 直排
""")
# What happens to a parked car.
BLOCKED = _words("被堵 堵住 被挡 挡住 堵着 挡着 被刮 被蹭 被剐 被撞 出不来 出不去")
# What people complain of to a public desk; each is a matter by itself.
GRIEVANCES = _words("""
    扰民 拖欠 欠薪 乱收费 乱收 违规收 霸王条款 违建 违规 违法 非法 占道 乱停车 不退款 不退费 不退押金 不给退 无人管
    没人管 无人处理 无人受理 无人接听 不作为 不处理 安全隐患 消防隐患 欺诈 欺骗消费者 虚假宣传 维权 侵权 拒不 不给办
    不办理 不买社保 没交社保 不交社保 不缴 劳动纠纷 高空抛物 飞线充电 黑臭 恶臭 臭味 臭气 偷税 漏税 诈骗 强制消费
    停车难 收费不合理 质量差 质量问题 房屋质量 乱扔 乱倒 堵塞消防通道 占用消防通道 毁绿 污水 排污 渣土车 侵占 被骗
    无故停
""")
# How a demand opens.
DEMANDS = _words("投诉 举报 反映 请求 恳请 强烈要求 强烈建议 强烈反对 强烈请求 呼吁 质疑 咨询 求解决 上报")

# Openings that are a demand only with a subject behind them: friends suggest and hope as well.
WISHES = _words("建议 希望 关于 盼 望 要求 能否 能不能 可否 可不可以 麻烦 请 帮忙 求")
# What is asked of those in charge.
DEMANDED = _words("""
    解决 处理 整治 查处 严查 增加 增设 安装 加强 管管 取缔 维修 落实 公开 重视 介入 协调 整改 清理 修缮 拆除 改善
    规范 开通 修建 帮助
""")
# How the title of a matter ends.
TITLES = _words("问题 咨询 建议 投诉 反映 质疑 请求 诉求 疑问 情况 事宜 补贴 政策")
# When it is to be, not yet.
PLANNED = _words("明天 明日 后天 下周 周末 今晚 月底 下个月 明早")
# How a demand ends.
DEMAND_ENDS = _words("""
    的建议 的咨询 的请求 的投诉 的反映 的问题 请处理 求解决 望处理 请求处理 请解决 望解决 希望处理 尽快处理
    相关部门处理
""")

# Parts of a tower whose naming makes a report likelier.
TOWER_PARTS = _words("大堂 卫生间 厕所 电梯 车库 会议室 走廊 楼道 大厦 整层 整栋")

# What a service desk is asked about.
MATTERS = _words("""
    税 发票 社保 社会保障 医保 公积金 养老保险 医疗保险 生育保险 失业 工伤 五险 营业执照 执照 注册公司 公司注册 工商
    补贴 补助 落户 户口 户籍 居住证 身份证 公证 劳动合同 劳动法 仲裁 维权 人才政策 人才公寓 人才补贴 房产证 产权
    网签 贷款 贷 还款 借钱 年检 许可证 备案 商标 专利 知识产权 注销 法律援助 律师 组织关系 党组织 入党 党费 退休
    缴费 停车费 月卡 停车证 物业费 电费 水费 门禁卡 燃气 天然气 宽带 招商 扶持 创业 招聘 入学 学籍 驾驶证 上牌 体检
    疫苗 会议室预约 租金 出租 商铺 门面 信用卡 银行卡 社保卡 医保卡 保险 诈骗 准生证 出生证 残疾证 拆迁 规划 地铁
    公交 停车 消防验收
""")
# Ways of asking that are addressed to a desk rather than to a friend.
DESK_QUESTIONS = _words("""
    请问 咨询 怎么办理 如何 怎样 办理 在哪办 哪里办 哪里可以 哪里能 哪里开 在哪里 去哪 找谁 找哪个 谁负责 流程 手续
    什么材料 哪些材料 什么条件 哪些条件 怎么申请 怎么开 怎么交 怎么缴 怎么报销 怎么转 怎么补 怎么收费 收费标准 想问
    问一下 问下 求问 怎么办 咋办 可以吗 能开通 补办 怎么举报 怎么投诉 什么是 什么意思 什么区别 是否 何时 为什么 为何
""")
PLAIN_QUESTIONS = _words("吗 怎么 什么 能不能 可不可以 可否 哪里 哪家 哪儿 多少 多久 几点 什么时候 ？ ?")

# Calls for the people who mend and clean.
MENDERS = _words("物业 保洁 维修 工程部 师傅 电工 水工 保安 管理处 有人 派人")
MENDING = _words("""
    来看 来修 看一下 看下 看看 修一下 修下 维修 修理 处理 解决 清理 打扫 换一下 更换 来换 管管 管一下 疏通 检查
""")

# Danger to people, now.
DANGERS = _words("""
    困人 被困 困住 关在电梯 关电梯里 着火 起火 失火 冒烟 冒火 火花 漏电 电到人 昏倒 昏迷 不省人事 没呼吸 燃气味
    煤气味 天然气味 燃气泄漏 煤气泄漏 天然气泄漏 燃气漏 煤气漏 坠楼 跳楼 砸到人 砸伤 心脏病 食物中毒 烧焦味 焦糊味
    焦味 糊味 夹到人 夹伤 坠梯 打起来了 持刀 浓烟
""")
# The same where the word alone is often a figure of speech.
DANGER_SHAPES = (
    r"困(?:了|着|住)?(?:\d+|[一二两三四五六七八九十几])个?人",
    "(?<![没不])(?:有人|同事|保安|大爷|大叔|阿姨|老人|孩子|小孩|顾客|客户|员工).{0,6}(?:晕|昏|摔伤|摔倒|受伤|打架|流血|触电|抽搐|中毒)",
    "(?<![我,])晕倒(?:了(?!哈)|在)",
    "(?<![要快])爆炸了(?!哈)",
    "触电(?!般|的感觉)",
    "关在.{0,4}电梯",
    r"梯.{0,10}人.{0,3}出不来|梯.{0,8}(?:里面|里)(?:还)?有人(?!抽|吸|吐|打|说|吃)",
    "电梯.{0,6}(?:下坠|坠落|急坠|失控|掉下来)",
)
# Danger that is talked about, not here and now.
DANGER_TALK = _words("""
    演练 演习 培训 讲座 宣传 知识 手册 预案 应急处置 课程 过期 模拟 案例 项目着火 着火似的 着火一样 火烧眉毛
    后院起火 嗓子 喉咙 被困在会议 被困在家 被困在工位 情绪 爱情 感情 困住自己 游戏 剧本 心态 眼皮 七窍 键盘冒 忙到冒
    忙得冒 头冒烟 脑袋冒烟
""")
# Said before a danger in the same breath: not yet so.
CAUTIONS = _words("防止 预防 避免 谨防 小心 注意 担心 会不会 不然 否则 容易 可能会 以防 别")
TALES = _words("""
    听说 据说 新闻 报道 电影 电视剧 小说 视频里 抖音 微博 朋友圈 梦见 梦到 故事 别人家 国外 热搜 这部剧 那集 追剧
    这集
""")
# When it was, or whether it is at all.
PAST = _words("昨天 昨晚 前天 上次 上周 上个月 去年 前年 以前 当年 小时候 那次 那年 那天 之前 曾经 刚才还")
STILL = _words("又 还是 还没 仍 依然 到现在 至今 一直 再次 今天也 没人 没修 没解决 现在")
SUPPOSED = _words("如果 万一 要是 假如 假设 的话 就怕 除非 哪天 幸好 还好 幸亏")

# What is over.
RESOLVED = _words("""
    修好了 弄好了 搞好了 搞定 恢复了 已恢复 恢复正常 来电了 来水了 有电了 有水了 有网了 不漏了 不堵了 解决了 已解决
    已修 已经修好 已处理 处理好了 已经好了 好了谢 可以用了 能用了 正常了 通了 又好了 设置好了 修完了 换好了 已更换
    没事了
""")
# Announcements, by whoever makes them.
NOTICES = _words("""
    温馨提示 通知: 通知： 紧急通知 停电通知 停水通知 公告 特此通知 接通知 保安通知 物业通知 请知悉 知悉 周知
    相互转告 请大家 请各位 各位业主 各位住户 各位租户 各位同事 各位同学 敬请谅解 带来不便 不便之处 将于 计划于 检修
    维护保养 暂停使用 暂停服务 计划停电 计划停水 有序 敬请 请勿 欢迎 报名
""")
# The voice of an office that answers.
STAFF = _words("""
    您反映 您所反映 你反映 你所反映 您所提 您提出 您咨询 我局 我办 我镇 我中心 我大队 我街道 我司将 我司已 我司会
    我司水系 我公司将 网友: 网友： 网友, 网友， ”网友 经核实 经核查 经查 经了解 经调查 经现场 经联系 现回复 回复如下
    答复如下 特此回复 收悉 已转 已督促 已安排 已责成 已要求 已派 已列入 已通知 责令 予以 高度重视 下一步 进一步
    今后将 将加强 将通知 执法人员 工作人员已 感谢您 感谢市民 感谢对 感谢你 谅解 根据《 我们将 我们已 施工单位 办复
    核处 属实 整改中 已收到 已登记 为您 相关规定 依法
""")
# Between friends.
FAVOURS = _words("""
    帮我带 帮我拿 帮我取 帮我买 帮我打 帮我点 帮我占 帮我交 帮我订 帮我收 帮我捎 帮我领 帮我把 帮忙带 帮忙拿 给我带
    回来带 帮我代 帮我充 帮我下 借我 带份 带杯 一起吃 请你吃 吃饭 喝茶 约吗 请客 想你 想我 亲爱的 宝贝 老婆 老公 妈
    爸 爱你
""")
LAUGHTER = _words("哈哈 嘻嘻 呵呵 嘿嘿 笑死 逗 [哈哈] 233 hhh 😂 🤣 段子 真巧 好玩 观光")
ADVERTS = _words("""
    加微信 优惠 特价 促销 转让 包月 秒杀 免费领 专业维修 上门维修 低价 招租 诚聘 代开发票 代办 办证 团购 下单 红包
    折扣
""")
# What belongs to somebody and not to the tower.
BELONGINGS = _words("""
    手机 电脑 笔记本 耳机 平板 ipad 手表 眼镜 鼠标 键盘 相机 u盘 硬盘 自行车 充电宝 账号 qq 微信 游戏 鞋 裤子 衣服
    包包 肚子 胃 嗓子 牙 腰 脖子 鼻子 脑子 脑袋 心脏 眼睛 耳朵 皮肤 身体 人品 心情 心态 脾气 关系 方案 文档 文件
    表格 软件 屏幕
""")
HOMES = _words("我家 我们家 家里 咱家 老家 他家 她家 你家 自己家 卧室 你那 你们那")
ELSEWHERE = _words("堵车 高速 机场 火车 高铁 公交车 飞机 路上")
MILD = _words("建议 有空 不急 方便的时候 抽空 有时间 什么时候方便 希望以后 可以考虑")

# Rooms and parts of a tower that are a place by themselves.
ROOMS = _words("""
    大堂 大厅 一楼大厅 前台 车库 停车场 非机动车库 卫生间 厕所 男厕 女厕 男厕所 女厕所 洗手间 茶水间 会议室 办公室
    走廊 过道 楼道 楼梯间 楼梯口 电梯厅 电梯间 电梯口 梯厅 食堂 餐厅 天台 楼顶 大门 正门 后门 侧门 东门 西门 南门
    北门 机房 配电房 配电间 母婴室 吸烟室 消防通道 安全通道 疏散通道 中庭 架空层 夹层 m层 连廊 驿站 红领驿站 报告厅
    多功能厅 健身房 活动室 值班室 保安室 门卫室 接待室 休息室 档案室 仓库 货运通道 卸货区 垃圾房 充电棚 车棚
    下沉广场 负层
""")
SIDES = _words("""
    东侧 西侧 南侧 北侧 左侧 右侧 东边 西边 南边 北边 左边 右边 东面 西面 南面 北面 靠东 靠西 靠南 靠北 东 西 南 北
    男 女 公共 公用 隔壁 尽头 拐角 转角 中间 前面 后面 靠窗 走廊尽头 最里面 号
""")
PLACE_TAILS = _words("""
    电梯 电梯里 电梯门口 扶梯 客梯 货梯 直梯 楼梯 门口 里面 里 内 旁边 旁 附近 外面 对面 出口 入口 区域 位置
""")

# What a service's name shares with every other service's, so that it tells nothing.
SERVICE_GENERALITIES = _words("""
    报修 咨询 故障 维修 服务 办理 政策 管理 投诉 处理 受理 申请 指导 对接 业务 相关 问题 事项 上门 代办 帮办 及 与
    和 、 / ( )
""")

# What a handler has done: a verb of work and how it ends. 修 + 好了, 换 + 完毕.
WORK = _words("""
    修 弄 搞 处理 解决 换 清理 疏通 恢复 安装 维修 更换 完成 打扫 抢修 接 装 调 补 加 办 送 整改 拆 关 开 扫 清 通
    检修 修复 修理 调整 调试 维护 清洁 清运 补充 充 重启 重置 落实 回复 答复 协调 解释 联系 贴 锁 移 拖 搬 挪 喷 擦
    堵 焊 打 消杀 复位
""")
WORK_ENDS = _words("好了 好啦 好咯 完了 完毕 完成了 妥了 妥当 定了 掉了 走了 上了 通了 好喽")

# Said to the assistant, but nothing to do.
COURTESIES = _words("""
    你好 您好 在吗 在不在 在不 在么 谢谢 谢啦 多谢 感谢 辛苦 早上好 中午好 下午好 晚上好 早安 晚安 早 嗨 哈喽 hi
    hello hey thanks thx 好的 好 收到 再见 拜拜 新年好 新年快乐 嗯 ok 幸会 大家好 棒 真棒 厉害 赞 不客气 没事 麻烦
    哈哈 知道 明白 周末愉快 节日快乐
    thank you good morning afternoon evening night cheers please very much bye great nice
""")
NAMES = _words("小邻 机器人 助手 小助手 同学 老师 各位 大家 bot xiaolin all everyone everybody there")

# Kinds of thing: reports that name different ones are different matters.
KINDS = (
    _words("电梯 扶梯 货梯 客梯 梯厅"),
    _words("空调 冷气 制冷 暖气"),
    _words("厕所 卫生间 洗手间 马桶 便池"),
    _words("停电 断电 跳闸 没电"),
    _words("停水 断水 没水"),
    _words("灯 照明"),
    _words("网络 断网 没网 wifi 宽带"),
    _words("停车 车位 车库 道闸"),
    _words("门禁 闸机 刷卡"),
    _words("垃圾 保洁"),
    _words("发票 税"),
    _words("社保 医保 公积金"),
)
# Says nothing about which matter it is.
PAIR_FILLERS = _words("""
    了 的 吗 呢 啊 吧 请问 麻烦 一下 物业 我们 这里 这边 有点 好像 怎么 问题 本市 本区 本县 再次 小区 严重 希望 有人
    是 在 又 都 还 也 请 关于
""")
