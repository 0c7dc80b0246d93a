"""A small district to read messages in."""

import pytest

from desk.directory.entries import Building, Directory, Grid, Service, Unit
from desk.triage import Triage
from storage.kinds import Priority, Role


def _service(code: str, name: str, keywords: str, category: str, **handler: object) -> Service:
    return Service(code, name, category=category, keywords=tuple(keywords.split()), **handler)  # type: ignore[arg-type]  # the table below is checked by the tests that read it


def district() -> Directory:
    """Five towers, two grids, and what their officers and the departments offer."""
    officer = Role.PROPERTY_OFFICER
    return Directory(
        district="南市中央商务区",
        buildings=(
            Building("ZSH", "总商会大厦", ("总商会", "商会大厦"), 26),
            Building("JG", "建工大厦", (), 18),
            Building("CT", "城投大厦", ("城投",), 20),
            Building("WKS", "威克斯大厦", ("威克斯",)),
            Building("WZ", "温州商会大厦", ("温州商会",), 22),
        ),
        grids=(Grid("G01", "总商会大厦一微网格", "ZSH", (1, 9)), Grid("G05", "威克斯大厦微网格", "WKS")),
        units=(Unit("tax", "市税务局"), Unit("hr", "市人力社保局"), Unit("market", "市市场监管局")),
        services=(
            _service("S01", "税费政策咨询", "税 发票", "政务", unit="tax"),
            _service("S02", "社保办理", "社保 医保 公积金", "政务", unit="hr"),
            _service("S03", "营业执照办理", "营业执照 执照 注册公司", "政务", unit="market"),
            _service("P01", "电梯故障报修", "电梯 困人", "物业", role=officer, priority=Priority.HIGH),
            _service("P02", "空调报修", "空调 冷气", "物业", role=officer),
            _service("P03", "水管漏水报修", "漏水 水管 水龙头 停水", "物业", role=officer),
            _service("P04", "照明报修", "灯 照明 停电", "物业", role=officer),
            _service("P05", "保洁服务", "保洁 垃圾 卫生间", "物业", role=officer),
            _service("P06", "停车管理", "停车 车位 道闸", "物业", role=officer),
            _service("P07", "消防安全", "消防 灭火器 消防通道", "安全", role=officer, priority=Priority.HIGH),
            _service("P08", "网络故障", "网络 宽带 wifi", "物业", role=officer),
        ),
    )


@pytest.fixture(scope="session")
def triage() -> Triage:
    return Triage(district())
