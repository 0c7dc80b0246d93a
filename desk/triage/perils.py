"""Name what may put people in danger, also when said indirectly: marks for the model, never a verdict alone."""

import re

# Families of patterns, a blank between two; {who} and its like stand for these.
_LISTS = {
    "who": """
        人 同事 阿姨 大爷 大叔 大姐 师傅 小哥 保洁 保安 老人 老太 老头 孩 娃 妹 姑娘 女的 男的 老板 经理 客户 访客
        员工 孕妇 宝宝 我们 我
    """,
    "limb": """
        手 胳膊 手臂 手指 脚 腿 头 脖子 身子 膝盖
    """,
    "high": """
        玻璃 外墙 墙砖 墙皮 瓷砖 幕墙 广告牌 招牌 灯箱 吊顶 吊灯 天花板 外机 铁皮 水泥 砖 脚手架 雨棚 围墙 护栏 栏板
        窗 树 树枝 钢架 横幅 支架
    """,
    "fall": """
        掉 坠 塌 砸 落 松 晃 裂 歪 鼓 挂在 悬 摇摇欲坠 飞下 倒
    """,
}
_WRITTEN = {
    "shut in": """
        困 被关 关在 锁在 反锁 卡在 夹在里 夹里头 闷在 悬在 出不来 出不去 上不上下不下 停在.{0,4}(?:中间|当中|两层)
        (?:楼和|层和|楼与).{0,5}(?:中间|当中|之间) 救援 对讲 紧急(?:按钮|呼叫) 按铃 拍门 在里面 在里头 还在里
        里面.{0,3}人 里头.{0,3}人
    """,
    "lift": """
        电梯 货梯 客梯 号梯 梯子里 轿厢 扶梯 梯门 电梯井 旋转门 自动门
    """,
    "people inside": """
        {who}.{0,6}(?:在里面|在里头|还在里|出不来|困|关在|锁在) (?:里面|里头|里边).{0,6}{who}
        [一二两三四五六七八九十几]个人
    """,
    "caught": """
        (?:夹|卷|卡|压)(?:住|到|了|进).{0,6}{limb} {limb}.{0,6}(?:夹|卷|压|卡)(?:住|到|了|进) 拔不出 抽不出
    """,
    "drop": """
        下坠 坠了 急坠 往下掉 掉了[一两半] 掉下去 失控 倒着走
    """,
    "fire": """
        着火 起火 失火 火苗 火球 轰(?:的一|一)声 明火 火光 火星 火花 自燃 烧起来 烧着 着了 点着 火窜 救火 灭火倒计时
    """,
    "smoke": """
        冒烟 冒[黑白蓝青黄]烟 浓烟 [黑白蓝青]烟 有烟 [全都满]是[浓黑白]?烟 烟大 烟特别 烟很 烟越 好大的烟 烟(?:从|往|滚)
        雾蒙蒙 烟感
    """,
    "burning smell": """
        焦味 糊味 焦糊 烧焦 烤糊 胶皮 橡胶味 塑料味 烧塑料 烧.{0,4}味 糊了的味 电线味
    """,
    "gas": """
        煤气 燃气 天然气 气管 瓦斯 液化气 一氧化碳 臭鸡蛋 氨水 氨气 制冷剂 酸雾 化工味
    """,
    "smell": """
        味道?(?:很|好|特别|越来越|太|冲|刺)? 刺鼻 熏 呛 头晕 恶心 想吐
    """,
    "leaks": """
        漏 嘶嘶 打穿 挖断 泄 关不死 阀门
    """,
    "current": """
        触电 漏电 带电 麻手 麻了 麻麻 麻到 一阵麻 发麻 电了(?:一下|我) 被电 电到 打了?一下 电弧 滋滋 噼里?啪 噼啪
        冒蓝 蓝光 打到手 刺痛
    """,
    "ill": """
        晕(?:倒|过|厥|针|了) 昏 叫不(?:醒|应) 喊不(?:醒|应) 没(?:呼吸|反应|意识|知觉) 抽搐 抽筋 抽得 癫痫 口吐 白沫
        胸口 心口 胸闷 心脏 心梗 中风 喘不 透不过 呼吸困难 说不出话 脸(?:色|都)?(?:发)?[白青紫煞] 嘴唇发 中暑 休克
        虚脱 窒息 噎 过敏 哮喘 低血糖 半边 发作 不省人事
    """,
    "down": """
        倒在 倒地 倒下 躺在 躺着 趴在 趴着 蹲下去 摔(?:下|倒|了|得|进|成|断|伤|破) 起不来 站不起 不动了 滑倒 踩空
        从.{0,6}(?:摔|掉|滚)下
    """,
    "hurt": """
        流血 出血 是血 有血 血止 血流 骨折 断了 砸(?:到|中|伤|破) 烫(?:伤|到) 烧(?:伤|到) 割(?:到|伤|破) 划(?:伤|破)
        扎(?:伤|到) 撞(?:到|伤|倒) 受伤 磕(?:破|到) 夹伤
    """,
    "flood": """
        爆管 管(?:子|道)?.{0,4}(?:爆|炸|断|裂) 爆裂 喷水 水柱 水漫 漫(?:到|过|出|进) 淹 瀑布 倒灌 进水 脚脖子 脚踝
        膝盖深 (?:过|到|齐)(?:膝|腰|小腿) 水位 没过 成了?河 小河 哗哗 往下灌 水.{0,4}流到
    """,
    "overhead": """
        {high}.{0,10}{fall} {fall}.{0,6}{high} 高空 扔.{0,4}(?:下来|瓶|东西) 往下扔
    """,
    "below": """
        (?:下面|底下|楼下|下方|楼底|旁边|路过).{0,8}(?:人|小孩|孩子|车站|队|路|行人|人行道|前台|学生)
        差点(?:砸|撞|踩) 砸在
    """,
    "blows": """
        打架 打起来 打人 动手 拿(?:着)?刀 持刀 有刀 刀子 砍 捅 行凶 威胁 醉汉 抢劫 闹事 追着 尾随 偷拍 酒瓶 掐
    """,
    "despair": """
        跳楼 轻生 想不开 要跳 想跳 往下跳 翻栏杆 翻出
        (?:窗|天台|楼顶|栏杆|露台).{0,6}(?:边|沿|外|上).{0,4}(?:坐|站|哭) 坐在.{0,8}(?:窗|边沿|楼顶|天台) 自杀 割腕
    """,
    "call": """
        救命 救人 快来 来人 快叫 叫人 报警 赶紧 赶快 快点 快打 急救 救护 119 120 110 aed 消防车 拨打 医生 撤 快跑
        跑出来 别(?:靠近|下楼|过来|碰|进|上来) 千万别 绕开 让开
    """,
    "now": """
        刚刚? 现在 正在 马上 越来越 还在 突然 !!
    """,
    "no matter after all": """
        虚惊 误报 没事了 没事儿 没大碍 已经?(?:灭|救|送|好|关|处理|解决|没事) 救出 出来了 灭了(?!火) 扑灭 查过了
        是隔壁 原来是 没人受伤 醒了 不烫了
    """,
    "drill": """
        演练 演习 培训 讲座 体验 模拟 课 手册 海报 安全月 知识 考试 视频 电影 电视 剧 游戏 小说 新闻 抖音 热搜 听说
        据说 群里说 朋友说 梦 以前 去年 上次 那次 前年 小时候 上个月 上周 昨天 前天 前阵
    """,
    "figure": """
        会里 会议里 需求 评审 项目 方案 老板(?:的)?(?:脸|火|骂) 笑 尴尬 美 帅 帅晕 甜 饿 困死 困成 困得 好困 犯困 累
        热晕 情绪 心态 脑子 嗓子 眼睛要 火锅 辣 股票 基金 绿 行情 消息 手速 抢
    """,
    "what if": """
        如果 万一 要是 假如 会不会 怕 担心 小心 注意 防止 预防 别(?:到时|哪天) 迟早 早晚 隐患 以防
    """,
}


def _pattern(written: str) -> str:
    for name, listed in _LISTS.items():
        written = written.replace(f"{{{name}}}", f"(?:{'|'.join(listed.split())})")
    return "|".join(written.split())


_FAMILIES = {name: re.compile(_pattern(written)) for name, written in _WRITTEN.items()}
_DANGERS = frozenset(_FAMILIES) - {
    "lift",
    "smell",
    "leaks",
    "call",
    "now",
    "no matter after all",
    "drill",
    "figure",
    "what if",
}
_TOGETHER = (
    ("lift", "shut in"),
    ("lift", "people inside"),
    ("gas", "smell"),
    ("gas", "leaks"),
    ("overhead", "below"),
    ("ill", "down"),
    ("shut in", "call"),
)


def perils(plain: str) -> list[str]:
    """The families of danger and of talk about it that a text names, and those that count for more together."""
    seen = {name for name, family in _FAMILIES.items() if family.search(plain)}
    if not seen & _DANGERS and not {"gas", "leaks"} <= seen:
        return []
    dangers, about = len(seen & _DANGERS), seen & {"no matter after all", "drill", "figure", "what if"}
    found = [f"peril: {name}" for name in sorted(seen)]
    found += [f"peril: {one} with {other}" for one, other in _TOGETHER if one in seen and other in seen]
    found += [f"perils {much}" for much in range(1, min(dangers, 4) + 1)]
    if not about:
        found.append("peril, plainly")
        if "call" in seen or "now" in seen:
            found.append("peril, now")
    return found
